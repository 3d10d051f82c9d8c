import type { Migration } from './migration.ts'

/** Lists that the catalogue gives and lists that the database gives stand in one order: by day, and by id within it. */
export const oneOrder: Migration = {
  name: '0013-one-order',
  up: () => [
    `drop index work_day`,
    `create index work_day on work (substr(updated_at, 1, 10) desc, id)
      where published_at is not null and deleted_at is null and hidden_at is null`,
  ],
}
