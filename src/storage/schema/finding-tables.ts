import type { Instant } from '#shared/clock.ts'
import type { AccountId, TagId, WorkId } from '#shared/ids.ts'
import type { Flag } from './tables.ts'

/** A canonical tag's family: a parent of its own kind is broader, a fandom above another kind is where it belongs. */
export type TagParentRow = { tag_id: TagId; parent_id: TagId }
/** Who wrangles the tags of a fandom; of all where it is null. */
export type WranglerRow = { account_id: AccountId; fandom_id: TagId | null; created_at: Instant }
export type WranglingRow = {
  id: string
  at: Instant
  account_id: AccountId | null
  act: string
  tag_id: TagId
  /** What was changed, as JSON: enough to put it back. */
  before: string
  after: string
  undoes: string | null
  undone_at: Instant | null
}
export type CategoryCode = 'gen' | 'f-m' | 'f-f' | 'm-m' | 'multi' | 'other'
export type WorkCategoryRow = { work_id: WorkId; code: CategoryCode }
/** How many readers opened a work, each counted once a day. */
export type WorkReadersRow = { work_id: WorkId; readers: number }
export type SavedFilterRow = {
  id: string
  account_id: AccountId
  name: string
  /** The filter as the query part of its address. */
  query: string
  always_on: Flag
  created_at: Instant
}
