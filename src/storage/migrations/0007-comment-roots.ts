import type { Migration } from './migration.ts'

/** A chapter's page shows its newest threads: their first comments in the order that the page wants. */
export const commentRoots: Migration = {
  name: '0007-comment-roots',
  up: () => [
    `create index comment_root on comment (chapter_id, created_at, id) where parent_id is null`,
  ],
}
