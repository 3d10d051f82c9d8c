import type { Migration } from './migration.ts'

/** Readers are counted all day long, and no list shows them: their entries in the log are none of the lists'. */
export const readers: Migration = {
  name: '0012-readers',
  up: () => [
    `drop index change_log_lists`,
    `create index change_log_lists on change_log (sequence)
      where kind not in ('comment-shown', 'comment-edited', 'comment-gone', 'counts-changed', 'readers-counted')`,
  ],
}
