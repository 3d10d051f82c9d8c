import type { Migration } from './migration.ts'

export const talking: Migration = {
  name: '0003-talking',
  up: ({ text, strict }) => [
    `create table private_link (
      id ${text} primary key,
      work_id ${text} not null references work (id) on delete cascade,
      secret_hash ${text} not null unique,
      email ${text},
      created_at ${text} not null,
      seen_at ${text} not null,
      revoked_at ${text}
    ) ${strict}`,
    `create index private_link_work on private_link (work_id)`,
    `create table comment (
      id ${text} primary key,
      work_id ${text} not null references work (id) on delete cascade,
      chapter_id ${text} references chapter (id) on delete set null,
      thread_id ${text} not null,
      parent_id ${text} references comment (id),
      depth integer not null,
      pen_name_id ${text} references pen_name (id),
      private_link_id ${text} references private_link (id) on delete set null,
      guest_name ${text},
      by_author integer not null check (by_author in (0, 1)),
      is_private integer not null check (is_private in (0, 1)),
      reader_pen_name_id ${text} references pen_name (id),
      reader_link_id ${text} references private_link (id) on delete cascade,
      body ${text} not null,
      state ${text} not null check (state in ('shown', 'held', 'withdrawn', 'removed')),
      held_because ${text},
      once_key ${text} unique,
      created_at ${text} not null,
      shown_at ${text},
      edited_at ${text},
      answered_at ${text},
      check ((pen_name_id is null) <> (guest_name is null)),
      check (is_private = 1 or (reader_pen_name_id is null and reader_link_id is null))
    ) ${strict}`,
    `create index comment_chapter on comment (chapter_id, thread_id, created_at)`,
    `create index comment_work on comment (work_id, created_at)`,
    `create index comment_thread on comment (thread_id, created_at)`,
    `create index comment_parent on comment (parent_id)`,
    `create index comment_private_link on comment (private_link_id, created_at)`,
    `create index comment_pen_name on comment (pen_name_id, created_at)`,
    `create index comment_reader_link on comment (reader_link_id, created_at) where reader_link_id is not null`,
    `create index comment_reader_pen_name on comment (reader_pen_name_id, created_at) where reader_pen_name_id is not null`,
    `create index comment_held on comment (work_id, created_at) where state = 'held'`,
    `create table comment_print (
      comment_id ${text} primary key references comment (id) on delete cascade,
      print ${text} not null,
      created_at ${text} not null
    ) ${strict}`,
    `create index comment_print_newest on comment_print (created_at)`,
    `create table muted_thread (
      private_link_id ${text} not null references private_link (id) on delete cascade,
      thread_id ${text} not null,
      created_at ${text} not null,
      primary key (private_link_id, thread_id)
    ) ${strict}`,
    `create table kudos (
      work_id ${text} not null references work (id) on delete cascade,
      reader_key ${text} not null,
      address_hash ${text},
      state ${text} not null check (state in ('counted', 'set-aside')),
      created_at ${text} not null,
      primary key (work_id, reader_key)
    ) ${strict}`,
    `create index kudos_newest on kudos (work_id, created_at)`,
    `create index kudos_address on kudos (address_hash) where address_hash is not null`,
    `create table call (
      work_id ${text} not null references work (id) on delete cascade,
      chapter_id ${text} not null references chapter (id) on delete cascade,
      reader_key ${text} not null,
      pen_name_id ${text} references pen_name (id),
      private_link_id ${text} references private_link (id) on delete set null,
      address_hash ${text},
      state ${text} not null check (state in ('counted', 'set-aside')),
      created_at ${text} not null,
      primary key (work_id, chapter_id, reader_key)
    ) ${strict}`,
    `create index call_newest on call (work_id, created_at)`,
    `create index call_private_link on call (private_link_id)`,
    `create index call_address on call (address_hash) where address_hash is not null`,
    `create table call_answer (
      id ${text} primary key,
      work_id ${text} not null references work (id) on delete cascade,
      chapter_id ${text} references chapter (id) on delete set null,
      kind ${text} not null check (kind in ('answer', 'new-chapter')),
      body ${text} not null,
      created_at ${text} not null
    ) ${strict}`,
    `create index call_answer_work on call_answer (work_id, created_at)`,
    `create table call_answer_reader (
      call_answer_id ${text} not null references call_answer (id) on delete cascade,
      reader_key ${text} not null,
      pen_name_id ${text} references pen_name (id),
      private_link_id ${text} references private_link (id) on delete cascade,
      primary key (call_answer_id, reader_key)
    ) ${strict}`,
    `create index call_answer_reader_link on call_answer_reader (private_link_id)`,
    `create table notice (
      id ${text} primary key,
      pen_name_id ${text} not null references pen_name (id) on delete cascade,
      kind ${text} not null check (kind in ('comment', 'held-comment', 'answer', 'call-answer', 'new-chapter')),
      work_id ${text} not null references work (id) on delete cascade,
      chapter_id ${text} references chapter (id) on delete cascade,
      comment_id ${text} references comment (id) on delete cascade,
      call_answer_id ${text} references call_answer (id) on delete cascade,
      created_at ${text} not null,
      seen_at ${text}
    ) ${strict}`,
    `create index notice_pen_name on notice (pen_name_id, created_at)`,
    `create table report (
      id ${text} primary key,
      comment_id ${text} not null references comment (id) on delete cascade,
      reporter_pen_name_id ${text} references pen_name (id),
      reporter_link_id ${text} references private_link (id) on delete set null,
      reason ${text} not null,
      created_at ${text} not null,
      closed_at ${text},
      closed_with ${text}
    ) ${strict}`,
    `create index report_open on report (created_at) where closed_at is null`,
    `create table comfort_answer (
      account_id ${text} not null references account (id) on delete cascade,
      work_id ${text} not null references work (id) on delete cascade,
      rating ${text} not null,
      created_at ${text} not null,
      primary key (account_id, work_id)
    ) ${strict}`,
  ],
}
