import type { Migration } from './migration.ts'

/** What hangs on a row is found by an index when the row goes: a work with a thousand comments, a chapter, an account. */
export const references: Migration = {
  name: '0010-references',
  up: () => [
    `create index account_token_account on account_token (account_id) where account_id is not null`,
    `create index call_chapter on call (chapter_id)`,
    `create index call_pen_name on call (pen_name_id) where pen_name_id is not null`,
    `create index call_answer_chapter on call_answer (chapter_id) where chapter_id is not null`,
    `create index call_answer_reader_pen_name on call_answer_reader (pen_name_id) where pen_name_id is not null`,
    `create index comfort_answer_work on comfort_answer (work_id)`,
    `create index notice_work on notice (work_id)`,
    `create index notice_comment on notice (comment_id) where comment_id is not null`,
    `create index notice_chapter on notice (chapter_id) where chapter_id is not null`,
    `create index notice_call_answer on notice (call_answer_id) where call_answer_id is not null`,
    `create index report_reporter_link on report (reporter_link_id) where reporter_link_id is not null`,
    `create index report_reporter_pen_name on report (reporter_pen_name_id) where reporter_pen_name_id is not null`,
    `create index tag_canonical on tag (canonical_id) where canonical_id is not null`,
    `create index work_warning_from_chapter on work_warning (from_chapter_id) where from_chapter_id is not null`,
  ],
}
