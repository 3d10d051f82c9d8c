import type { Migration } from './migration.ts'

/** What is said below a work changes often, and the work itself seldom: its own changes have an index of their own. */
export const workChanges: Migration = {
  name: '0008-work-changes',
  up: () => [
    `create index change_log_work_itself on change_log (work_id, sequence)
      where kind not in ('comment-shown', 'comment-edited', 'comment-gone', 'counts-changed')`,
  ],
}
