import type { Migration } from './migration.ts'

/**
 * Lists show works by the day of their last change, and in an order of no meaning within it: works that one person
 * publishes under two pen names, one after the other, must not stand side by side.
 */
export const days: Migration = {
  name: '0009-days',
  up: () => [
    `create index work_day on work (substr(updated_at, 1, 10), id)
      where published_at is not null and deleted_at is null and hidden_at is null`,
    `drop index work_rating`,
    `create index work_rating on work (rating, substr(updated_at, 1, 10), id)
      where published_at is not null and deleted_at is null and hidden_at is null`,
  ],
}
