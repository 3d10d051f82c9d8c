import type { Generated } from 'kysely'
import type {
  AccountId,
  ChapterId,
  CommentId,
  PenNameId,
  PrivateLinkId,
  TagId,
  WorkId,
} from '#shared/ids.ts'
import type { Instant } from '#shared/clock.ts'
import type {
  AuditLogRow,
  ChangeLogRow,
  DailySaltRow,
  MailRow,
  SettingRow,
} from './operating-tables.ts'
import type {
  SavedFilterRow,
  TagParentRow,
  WorkCategoryRow,
  WorkReadersRow,
  WranglerRow,
  WranglingRow,
} from './finding-tables.ts'

/** One row type per table, as the migrations leave them. Booleans are 0 or 1, instants ISO-8601 UTC text. */
export type Flag = 0 | 1
export type Role = 'reader' | 'moderator' | 'archivist'

export type AccountRow = {
  id: AccountId
  email: string
  email_key: string
  password_hash: string
  role: Role
  acting_pen_name_id: PenNameId | null
  reading: string
  mail_wanted: Flag
  created_at: Instant
  closed_at: Instant | null
}
export type SessionRow = {
  token_hash: string
  account_id: AccountId
  label: string
  created_at: Instant
  seen_at: Instant
  expires_at: Instant
}
export type AccountTokenRow = {
  token_hash: string
  purpose: 'first-archivist' | 'recover'
  account_id: AccountId | null
  created_at: Instant
  expires_at: Instant
}
export type PenNameRow = {
  id: PenNameId
  account_id: AccountId
  name: string
  name_key: string
  about: string
  created_at: Instant
}
export type DefaultDisclaimerRow = {
  account_id: AccountId
  fandom_key: string
  fandom: string
  body: string
  updated_at: Instant
}
export type RatingRow = {
  code: string
  name: string
  least_age: number | null
  sentence: string
  position: number
}
export type WarningKindRow = { code: string; name: string; position: number }
export type WarningAnswer = 'listed' | 'none-apply' | 'choose-not-to' | 'unanswered'
export type WorkStatus = 'in-progress' | 'complete'
export type CommentsFrom = 'anyone' | 'accounts' | 'nobody'
export type WorkRow = {
  id: WorkId
  title: string
  title_key: string
  language: string
  summary: string
  note_before: string
  note_after: string
  disclaimer: string
  rating: string
  rating_source: string | null
  warning_answer: WarningAnswer
  status: WorkStatus
  planned_chapters: number | null
  comments_from: CommentsFrom
  comments_held: Flag
  counts_shown: Flag
  accounts_only: Flag
  words: number
  chapters: number
  mild: number
  strong: number
  slurs: number
  covered: Flag
  created_at: Instant
  published_at: Instant | null
  updated_at: Instant
  hidden_at: Instant | null
  deleted_at: Instant | null
}
export type WorkBylineRow = { work_id: WorkId; pen_name_id: PenNameId; position: number }
export type ChapterRow = {
  id: ChapterId
  work_id: WorkId
  position: number
  title: string
  note_before: string
  note_after: string
  body: string
  words: number
  mild: number
  strong: number
  slurs: number
  covered: Flag
  revision: number
  created_at: Instant
  published_at: Instant | null
  updated_at: Instant
  deleted_at: Instant | null
}
export type ChapterRevisionRow = {
  chapter_id: ChapterId
  number: number
  title: string
  note_before: string
  note_after: string
  body: string
  words: number
  created_at: Instant
}
export type WorkWarningRow = {
  id: string
  work_id: WorkId
  code: string | null
  words: string
  spoiler: Flag
  from_chapter_id: ChapterId | null
  position: number
}
export type OriginalFileRow = {
  id: string
  work_id: WorkId
  name: string
  media_type: string
  encoding: string
  sha256: string
  recognised: string
  bytes: Uint8Array
  created_at: Instant
}
export type ImageRow = {
  id: string
  work_id: WorkId
  media_type: string
  bytes: Uint8Array
  created_at: Instant
}
export type TagKind = 'fandom' | 'character' | 'relationship' | 'additional'
export type TagRow = {
  id: TagId
  kind: TagKind
  name: string
  name_key: string
  /** The canonical tag that this one is a synonym of. */
  canonical_id: TagId | null
  created_at: Instant
  canonical: Generated<Flag>
  /** Looked at, and neither canonical nor anybody's synonym: wranglers are not shown it again. */
  left_as_is: Generated<Flag>
}
export type WorkTagRow = { work_id: WorkId; tag_id: TagId; position: number }
export type PrivateLinkRow = {
  id: PrivateLinkId
  work_id: WorkId
  secret_hash: string
  email: string | null
  created_at: Instant
  seen_at: Instant
  revoked_at: Instant | null
}
export type CommentState = 'shown' | 'held' | 'withdrawn' | 'removed'
export type CommentRow = {
  id: CommentId
  work_id: WorkId
  chapter_id: ChapterId | null
  thread_id: CommentId
  parent_id: CommentId | null
  depth: number
  pen_name_id: PenNameId | null
  private_link_id: PrivateLinkId | null
  guest_name: string | null
  by_author: Flag
  is_private: Flag
  /** The reader's side of a private conversation with the work's author. */
  reader_pen_name_id: PenNameId | null
  reader_link_id: PrivateLinkId | null
  body: string
  state: CommentState
  held_because: string | null
  once_key: string | null
  created_at: Instant
  shown_at: Instant | null
  edited_at: Instant | null
  answered_at: Instant | null
}
export type CommentPrintRow = { comment_id: CommentId; print: string; created_at: Instant }
export type MutedThreadRow = {
  private_link_id: PrivateLinkId
  thread_id: CommentId
  created_at: Instant
}
export type Counted = 'counted' | 'set-aside'
export type KudosRow = {
  work_id: WorkId
  reader_key: string
  address_hash: string | null
  state: Counted
  created_at: Instant
}
export type CallRow = {
  work_id: WorkId
  chapter_id: ChapterId
  reader_key: string
  pen_name_id: PenNameId | null
  private_link_id: PrivateLinkId | null
  address_hash: string | null
  state: Counted
  created_at: Instant
}
export type CallAnswerRow = {
  id: string
  work_id: WorkId
  chapter_id: ChapterId | null
  kind: 'answer' | 'new-chapter'
  body: string
  created_at: Instant
}
export type CallAnswerReaderRow = {
  call_answer_id: string
  reader_key: string
  pen_name_id: PenNameId | null
  private_link_id: PrivateLinkId | null
}
export type NoticeKind = 'comment' | 'held-comment' | 'answer' | 'call-answer' | 'new-chapter'
export type NoticeRow = {
  id: string
  pen_name_id: PenNameId
  kind: NoticeKind
  work_id: WorkId
  chapter_id: ChapterId | null
  comment_id: CommentId | null
  call_answer_id: string | null
  created_at: Instant
  seen_at: Instant | null
}
export type ReportRow = {
  id: string
  comment_id: CommentId
  reporter_pen_name_id: PenNameId | null
  reporter_link_id: PrivateLinkId | null
  reason: string
  created_at: Instant
  closed_at: Instant | null
  closed_with: string | null
}
export type ComfortAnswerRow = {
  account_id: AccountId
  work_id: WorkId
  rating: string
  created_at: Instant
}
export type Tables = {
  account: AccountRow
  session: SessionRow
  account_token: AccountTokenRow
  pen_name: PenNameRow
  default_disclaimer: DefaultDisclaimerRow
  rating: RatingRow
  warning_kind: WarningKindRow
  work: WorkRow
  work_byline: WorkBylineRow
  chapter: ChapterRow
  chapter_revision: ChapterRevisionRow
  work_warning: WorkWarningRow
  original_file: OriginalFileRow
  image: ImageRow
  tag: TagRow
  work_tag: WorkTagRow
  tag_parent: TagParentRow
  wrangler: WranglerRow
  wrangling: WranglingRow
  work_category: WorkCategoryRow
  work_readers: WorkReadersRow
  saved_filter: SavedFilterRow
  private_link: PrivateLinkRow
  comment: CommentRow
  comment_print: CommentPrintRow
  muted_thread: MutedThreadRow
  kudos: KudosRow
  call: CallRow
  call_answer: CallAnswerRow
  call_answer_reader: CallAnswerReaderRow
  notice: NoticeRow
  report: ReportRow
  comfort_answer: ComfortAnswerRow
  change_log: ChangeLogRow
  mail: MailRow
  setting: SettingRow
  daily_salt: DailySaltRow
  audit_log: AuditLogRow
}
