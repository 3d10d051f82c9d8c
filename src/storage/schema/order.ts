import type { Tables } from './tables.ts'

export type TableName = keyof Tables

/**
 * Every table, each after those that its rows refer to. Backup and restore go through this list, so a table that is not
 * in it would be lost: a test compares it with the tables that are there.
 */
export const tableOrder = [
  'account',
  'session',
  'account_token',
  'pen_name',
  'default_disclaimer',
  'rating',
  'warning_kind',
  'work',
  'work_byline',
  'chapter',
  'chapter_revision',
  'work_warning',
  'original_file',
  'image',
  'tag',
  'work_tag',
  'tag_parent',
  'wrangler',
  'wrangling',
  'work_category',
  'work_readers',
  'saved_filter',
  'private_link',
  'comment',
  'comment_print',
  'muted_thread',
  'kudos',
  'call',
  'call_answer',
  'call_answer_reader',
  'notice',
  'report',
  'comfort_answer',
  'change_log',
  'mail',
  'setting',
  'daily_salt',
  'audit_log',
] as const satisfies readonly TableName[]

/** Columns that refer to the table's own `id`: such rows go in after the row that they refer to. */
export const ownReferences: { readonly [Table in TableName]?: keyof Tables[Table] & string } = {
  comment: 'parent_id',
  tag: 'canonical_id',
}

/** Every table stands in the order: a new one in `Tables` does not compile until it does. */
type Forgotten = Exclude<TableName, (typeof tableOrder)[number]>
export const forgotten: readonly Forgotten[] = [] satisfies [Forgotten] extends [never] ? [] : never
