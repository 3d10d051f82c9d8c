import type { Migration } from './migration.ts'

/** What finding works by their tags needs: families of tags and who may wrangle them, categories, readers, saved filters. */
export const finding: Migration = {
  name: '0011-finding',
  up: ({ text, strict }) => [
    `alter table tag add column canonical integer not null default 0 check (canonical in (0, 1))`,
    `alter table tag add column left_as_is integer not null default 0 check (left_as_is in (0, 1))`,
    `create index tag_unwrangled on tag (kind, name_key, id)
      where canonical = 0 and canonical_id is null and left_as_is = 0`,
    `create table tag_parent (
      tag_id ${text} not null references tag (id),
      parent_id ${text} not null references tag (id),
      primary key (tag_id, parent_id)
    ) ${strict}`,
    `create index tag_parent_parent on tag_parent (parent_id, tag_id)`,
    `create table wrangler (
      account_id ${text} not null references account (id) on delete cascade,
      fandom_id ${text} references tag (id),
      created_at ${text} not null
    ) ${strict}`,
    `create unique index wrangler_account on wrangler (account_id, coalesce(fandom_id, ''))`,
    `create index wrangler_fandom on wrangler (fandom_id) where fandom_id is not null`,
    `create table wrangling (
      id ${text} primary key,
      at ${text} not null,
      account_id ${text},
      act ${text} not null,
      tag_id ${text} not null,
      before ${text} not null,
      after ${text} not null,
      undoes ${text},
      undone_at ${text}
    ) ${strict}`,
    `create index wrangling_newest on wrangling (at, id)`,
    `create index wrangling_tag on wrangling (tag_id, at, id)`,
    `create index wrangling_account on wrangling (account_id, at, id)`,
    `alter table change_log add column tag_id ${text}`,
    `create table work_category (
      work_id ${text} not null references work (id) on delete cascade,
      code ${text} not null check (code in ('gen', 'f-m', 'f-f', 'm-m', 'multi', 'other')),
      primary key (work_id, code)
    ) ${strict}`,
    `create table work_readers (
      work_id ${text} primary key references work (id) on delete cascade,
      readers integer not null
    ) ${strict}`,
    `create table saved_filter (
      id ${text} primary key,
      account_id ${text} not null references account (id) on delete cascade,
      name ${text} not null,
      query ${text} not null,
      always_on integer not null check (always_on in (0, 1)),
      created_at ${text} not null
    ) ${strict}`,
    `create index saved_filter_account on saved_filter (account_id, created_at, id)`,
  ],
}
