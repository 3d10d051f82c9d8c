import type { Migration } from './migration.ts'

export const works: Migration = {
  name: '0002-works',
  up: ({ text, bytes, strict }) => [
    `create table rating (
      code ${text} primary key,
      name ${text} not null,
      least_age integer,
      sentence ${text} not null,
      position integer not null
    ) ${strict}`,
    `insert into rating (code, name, least_age, sentence, position) values
      ('G', 'General', 0, 'For everyone: nothing that a child should not read.', 1),
      ('T', 'Teen', 13, 'For 13 and over: violence without detail, kissing, some swearing.', 2),
      ('M', 'Mature', 16, 'For 16 and over: strong themes, hints of sex, strong swearing.', 3),
      ('E', 'Explicit', 18, 'For 18 and over: explicit sex or explicit violence.', 4),
      ('NR', 'Not rated', null, 'The author has not rated this work: it may hold anything.', 5)`,
    `create table warning_kind (
      code ${text} primary key,
      name ${text} not null,
      position integer not null
    ) ${strict}`,
    `create table work (
      id ${text} primary key,
      title ${text} not null,
      title_key ${text} not null,
      language ${text} not null,
      summary ${text} not null,
      note_before ${text} not null,
      note_after ${text} not null,
      disclaimer ${text} not null,
      rating ${text} not null references rating (code),
      rating_source ${text},
      warning_answer ${text} not null check (warning_answer in ('listed', 'none-apply', 'choose-not-to', 'unanswered')),
      status ${text} not null check (status in ('in-progress', 'complete')),
      planned_chapters integer,
      comments_from ${text} not null check (comments_from in ('anyone', 'accounts', 'nobody')),
      comments_held integer not null check (comments_held in (0, 1)),
      counts_shown integer not null check (counts_shown in (0, 1)),
      accounts_only integer not null check (accounts_only in (0, 1)),
      words integer not null,
      chapters integer not null,
      mild integer not null,
      strong integer not null,
      slurs integer not null,
      covered integer not null check (covered in (0, 1)),
      created_at ${text} not null,
      published_at ${text},
      updated_at ${text} not null,
      hidden_at ${text},
      deleted_at ${text}
    ) ${strict}`,
    `create index work_newest on work (updated_at, id) where published_at is not null and deleted_at is null and hidden_at is null`,
    `create index work_rating on work (rating, updated_at, id) where published_at is not null and deleted_at is null and hidden_at is null`,
    `create index work_deleted on work (deleted_at) where deleted_at is not null`,
    `create table work_byline (
      work_id ${text} not null references work (id) on delete cascade,
      pen_name_id ${text} not null references pen_name (id),
      position integer not null,
      primary key (work_id, pen_name_id)
    ) ${strict}`,
    `create index work_byline_pen_name on work_byline (pen_name_id, work_id)`,
    `create table chapter (
      id ${text} primary key,
      work_id ${text} not null references work (id) on delete cascade,
      position integer not null,
      title ${text} not null,
      note_before ${text} not null,
      note_after ${text} not null,
      body ${text} not null,
      words integer not null,
      mild integer not null,
      strong integer not null,
      slurs integer not null,
      covered integer not null check (covered in (0, 1)),
      revision integer not null,
      created_at ${text} not null,
      published_at ${text},
      updated_at ${text} not null,
      deleted_at ${text}
    ) ${strict}`,
    `create index chapter_work on chapter (work_id, position)`,
    `create index chapter_deleted on chapter (deleted_at) where deleted_at is not null`,
    `create table chapter_revision (
      chapter_id ${text} not null references chapter (id) on delete cascade,
      number integer not null,
      title ${text} not null,
      note_before ${text} not null,
      note_after ${text} not null,
      body ${text} not null,
      words integer not null,
      created_at ${text} not null,
      primary key (chapter_id, number)
    ) ${strict}`,
    `create table work_warning (
      id ${text} primary key,
      work_id ${text} not null references work (id) on delete cascade,
      code ${text} references warning_kind (code),
      words ${text} not null,
      spoiler integer not null check (spoiler in (0, 1)),
      from_chapter_id ${text} references chapter (id) on delete set null,
      position integer not null
    ) ${strict}`,
    `create index work_warning_work on work_warning (work_id, position)`,
    `create table original_file (
      id ${text} primary key,
      work_id ${text} not null references work (id) on delete cascade,
      name ${text} not null,
      media_type ${text} not null,
      encoding ${text} not null,
      sha256 ${text} not null,
      recognised ${text} not null,
      bytes ${bytes} not null,
      created_at ${text} not null
    ) ${strict}`,
    `create index original_file_work on original_file (work_id)`,
    `create table image (
      id ${text} primary key,
      work_id ${text} not null references work (id) on delete cascade,
      media_type ${text} not null,
      bytes ${bytes} not null,
      created_at ${text} not null
    ) ${strict}`,
    `create index image_work on image (work_id)`,
    `create table tag (
      id ${text} primary key,
      kind ${text} not null check (kind in ('fandom', 'character', 'relationship', 'additional')),
      name ${text} not null,
      name_key ${text} not null,
      canonical_id ${text} references tag (id),
      created_at ${text} not null,
      unique (kind, name)
    ) ${strict}`,
    `create index tag_key on tag (kind, name_key)`,
    `create table work_tag (
      work_id ${text} not null references work (id) on delete cascade,
      tag_id ${text} not null references tag (id),
      position integer not null,
      primary key (work_id, tag_id)
    ) ${strict}`,
    `create index work_tag_tag on work_tag (tag_id, work_id)`,
  ],
}
