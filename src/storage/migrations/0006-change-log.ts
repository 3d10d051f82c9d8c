import type { Migration } from './migration.ts'

/** Kept pages ask the change log on every request: what concerns lists, and what concerns every page, has an index of its own. */
export const changeLog: Migration = {
  name: '0006-change-log',
  up: () => [
    `create index change_log_lists on change_log (sequence)
      where kind not in ('comment-shown', 'comment-edited', 'comment-gone', 'counts-changed')`,
    `create index change_log_everywhere on change_log (sequence) where work_id is null`,
  ],
}
