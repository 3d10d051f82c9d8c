import type { Generated } from 'kysely'
import type { Instant } from '#shared/clock.ts'
import type { AccountId, ChapterId, CommentId, PenNameId, TagId, WorkId } from '#shared/ids.ts'

export type ChangeLogRow = {
  sequence: Generated<number>
  at: Instant
  kind: string
  work_id: WorkId | null
  chapter_id: ChapterId | null
  comment_id: CommentId | null
  pen_name_id: PenNameId | null
  transaction_id: Generated<number>
  tag_id: TagId | null
}
export type MailRow = {
  id: string
  to_address: string
  subject: string
  body: string
  stop_url: string | null
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  due_at: Instant
  created_at: Instant
  sent_at: Instant | null
  error: string | null
}
export type SettingRow = { name: string; value: string; updated_at: Instant }
export type DailySaltRow = { day: string; salt: string }
export type AuditLogRow = {
  id: string
  at: Instant
  account_id: AccountId | null
  act: string
  subject: string
  detail: string
}
