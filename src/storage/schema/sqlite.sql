CREATE TABLE account (
  id text primary key,
  email text not null,
  email_key text not null unique,
  password_hash text not null,
  role text not null check (role in ('reader', 'moderator', 'archivist')),
  acting_pen_name_id text,
  reading text not null,
  mail_wanted integer not null check (mail_wanted in (0, 1)),
  created_at text not null,
  closed_at text
  ) strict;

CREATE TABLE account_token (
  token_hash text primary key,
  purpose text not null check (purpose in ('first-archivist', 'recover')),
  account_id text references account (id) on delete cascade,
  created_at text not null,
  expires_at text not null
  ) strict;

CREATE TABLE audit_log (
  id text primary key,
  at text not null,
  account_id text,
  act text not null,
  subject text not null,
  detail text not null
  ) strict;

CREATE TABLE call (
  work_id text not null references work (id) on delete cascade,
  chapter_id text not null references chapter (id) on delete cascade,
  reader_key text not null,
  pen_name_id text references pen_name (id),
  private_link_id text references private_link (id) on delete set null,
  address_hash text,
  state text not null check (state in ('counted', 'set-aside')),
  created_at text not null,
  primary key (work_id, chapter_id, reader_key)
  ) strict;

CREATE TABLE call_answer (
  id text primary key,
  work_id text not null references work (id) on delete cascade,
  chapter_id text references chapter (id) on delete set null,
  kind text not null check (kind in ('answer', 'new-chapter')),
  body text not null,
  created_at text not null
  ) strict;

CREATE TABLE call_answer_reader (
  call_answer_id text not null references call_answer (id) on delete cascade,
  reader_key text not null,
  pen_name_id text references pen_name (id),
  private_link_id text references private_link (id) on delete cascade,
  primary key (call_answer_id, reader_key)
  ) strict;

CREATE TABLE change_log (
  sequence integer primary key autoincrement,
  at text not null,
  kind text not null,
  work_id text,
  chapter_id text,
  comment_id text,
  pen_name_id text,
  transaction_id integer not null default 0
  , tag_id text) strict;

CREATE TABLE chapter (
  id text primary key,
  work_id text not null references work (id) on delete cascade,
  position integer not null,
  title text not null,
  note_before text not null,
  note_after text not null,
  body text not null,
  words integer not null,
  mild integer not null,
  strong integer not null,
  slurs integer not null,
  covered integer not null check (covered in (0, 1)),
  revision integer not null,
  created_at text not null,
  published_at text,
  updated_at text not null,
  deleted_at text
  ) strict;

CREATE TABLE chapter_revision (
  chapter_id text not null references chapter (id) on delete cascade,
  number integer not null,
  title text not null,
  note_before text not null,
  note_after text not null,
  body text not null,
  words integer not null,
  created_at text not null,
  primary key (chapter_id, number)
  ) strict;

CREATE TABLE comfort_answer (
  account_id text not null references account (id) on delete cascade,
  work_id text not null references work (id) on delete cascade,
  rating text not null,
  created_at text not null,
  primary key (account_id, work_id)
  ) strict;

CREATE TABLE comment (
  id text primary key,
  work_id text not null references work (id) on delete cascade,
  chapter_id text references chapter (id) on delete set null,
  thread_id text not null,
  parent_id text references comment (id),
  depth integer not null,
  pen_name_id text references pen_name (id),
  private_link_id text references private_link (id) on delete set null,
  guest_name text,
  by_author integer not null check (by_author in (0, 1)),
  is_private integer not null check (is_private in (0, 1)),
  reader_pen_name_id text references pen_name (id),
  reader_link_id text references private_link (id) on delete cascade,
  body text not null,
  state text not null check (state in ('shown', 'held', 'withdrawn', 'removed')),
  held_because text,
  once_key text unique,
  created_at text not null,
  shown_at text,
  edited_at text,
  answered_at text,
  check ((pen_name_id is null) <> (guest_name is null)),
  check (is_private = 1 or (reader_pen_name_id is null and reader_link_id is null))
  ) strict;

CREATE TABLE comment_print (
  comment_id text primary key references comment (id) on delete cascade,
  print text not null,
  created_at text not null
  ) strict;

CREATE TABLE daily_salt (
  day text primary key,
  salt text not null
  ) strict;

CREATE TABLE default_disclaimer (
  account_id text not null references account (id) on delete cascade,
  fandom_key text not null,
  fandom text not null,
  body text not null,
  updated_at text not null,
  primary key (account_id, fandom_key)
  ) strict;

CREATE TABLE image (
  id text primary key,
  work_id text not null references work (id) on delete cascade,
  media_type text not null,
  bytes blob not null,
  created_at text not null
  ) strict;

CREATE TABLE kudos (
  work_id text not null references work (id) on delete cascade,
  reader_key text not null,
  address_hash text,
  state text not null check (state in ('counted', 'set-aside')),
  created_at text not null,
  primary key (work_id, reader_key)
  ) strict;

CREATE TABLE mail (
  id text primary key,
  to_address text not null,
  subject text not null,
  body text not null,
  stop_url text,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null,
  due_at text not null,
  created_at text not null,
  sent_at text,
  error text
  ) strict;

CREATE TABLE migration (name text primary key, at text not null) strict;

CREATE TABLE muted_thread (
  private_link_id text not null references private_link (id) on delete cascade,
  thread_id text not null,
  created_at text not null,
  primary key (private_link_id, thread_id)
  ) strict;

CREATE TABLE notice (
  id text primary key,
  pen_name_id text not null references pen_name (id) on delete cascade,
  kind text not null check (kind in ('comment', 'held-comment', 'answer', 'call-answer', 'new-chapter')),
  work_id text not null references work (id) on delete cascade,
  chapter_id text references chapter (id) on delete cascade,
  comment_id text references comment (id) on delete cascade,
  call_answer_id text references call_answer (id) on delete cascade,
  created_at text not null,
  seen_at text
  ) strict;

CREATE TABLE original_file (
  id text primary key,
  work_id text not null references work (id) on delete cascade,
  name text not null,
  media_type text not null,
  encoding text not null,
  sha256 text not null,
  recognised text not null,
  bytes blob not null,
  created_at text not null
  ) strict;

CREATE TABLE pen_name (
  id text primary key,
  account_id text not null references account (id),
  name text not null,
  name_key text not null unique,
  about text not null,
  created_at text not null
  ) strict;

CREATE TABLE private_link (
  id text primary key,
  work_id text not null references work (id) on delete cascade,
  secret_hash text not null unique,
  email text,
  created_at text not null,
  seen_at text not null,
  revoked_at text
  ) strict;

CREATE TABLE rating (
  code text primary key,
  name text not null,
  least_age integer,
  sentence text not null,
  position integer not null
  ) strict;

CREATE TABLE report (
  id text primary key,
  comment_id text not null references comment (id) on delete cascade,
  reporter_pen_name_id text references pen_name (id),
  reporter_link_id text references private_link (id) on delete set null,
  reason text not null,
  created_at text not null,
  closed_at text,
  closed_with text
  ) strict;

CREATE TABLE saved_filter (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  name text not null,
  query text not null,
  always_on integer not null check (always_on in (0, 1)),
  created_at text not null
  ) strict;

CREATE TABLE session (
  token_hash text primary key,
  account_id text not null references account (id) on delete cascade,
  label text not null,
  created_at text not null,
  seen_at text not null,
  expires_at text not null
  ) strict;

CREATE TABLE setting (
  name text primary key,
  value text not null,
  updated_at text not null
  ) strict;

CREATE TABLE tag (
  id text primary key,
  kind text not null check (kind in ('fandom', 'character', 'relationship', 'additional')),
  name text not null,
  name_key text not null,
  canonical_id text references tag (id),
  created_at text not null, canonical integer not null default 0 check (canonical in (0, 1)), left_as_is integer not null default 0 check (left_as_is in (0, 1)),
  unique (kind, name)
  ) strict;

CREATE TABLE tag_parent (
  tag_id text not null references tag (id),
  parent_id text not null references tag (id),
  primary key (tag_id, parent_id)
  ) strict;

CREATE TABLE warning_kind (
  code text primary key,
  name text not null,
  position integer not null
  ) strict;

CREATE TABLE work (
  id text primary key,
  title text not null,
  title_key text not null,
  language text not null,
  summary text not null,
  note_before text not null,
  note_after text not null,
  disclaimer text not null,
  rating text not null references rating (code),
  rating_source text,
  warning_answer text not null check (warning_answer in ('listed', 'none-apply', 'choose-not-to', 'unanswered')),
  status text not null check (status in ('in-progress', 'complete')),
  planned_chapters integer,
  comments_from text not null check (comments_from in ('anyone', 'accounts', 'nobody')),
  comments_held integer not null check (comments_held in (0, 1)),
  counts_shown integer not null check (counts_shown in (0, 1)),
  accounts_only integer not null check (accounts_only in (0, 1)),
  words integer not null,
  chapters integer not null,
  mild integer not null,
  strong integer not null,
  slurs integer not null,
  covered integer not null check (covered in (0, 1)),
  created_at text not null,
  published_at text,
  updated_at text not null,
  hidden_at text,
  deleted_at text
  ) strict;

CREATE TABLE work_byline (
  work_id text not null references work (id) on delete cascade,
  pen_name_id text not null references pen_name (id),
  position integer not null,
  primary key (work_id, pen_name_id)
  ) strict;

CREATE TABLE work_category (
  work_id text not null references work (id) on delete cascade,
  code text not null check (code in ('gen', 'f-m', 'f-f', 'm-m', 'multi', 'other')),
  primary key (work_id, code)
  ) strict;

CREATE TABLE work_readers (
  work_id text primary key references work (id) on delete cascade,
  readers integer not null
  ) strict;

CREATE TABLE work_tag (
  work_id text not null references work (id) on delete cascade,
  tag_id text not null references tag (id),
  position integer not null,
  primary key (work_id, tag_id)
  ) strict;

CREATE TABLE work_warning (
  id text primary key,
  work_id text not null references work (id) on delete cascade,
  code text references warning_kind (code),
  words text not null,
  spoiler integer not null check (spoiler in (0, 1)),
  from_chapter_id text references chapter (id) on delete set null,
  position integer not null
  ) strict;

CREATE TABLE wrangler (
  account_id text not null references account (id) on delete cascade,
  fandom_id text references tag (id),
  created_at text not null
  ) strict;

CREATE TABLE wrangling (
  id text primary key,
  at text not null,
  account_id text,
  act text not null,
  tag_id text not null,
  before text not null,
  after text not null,
  undoes text,
  undone_at text
  ) strict;

CREATE INDEX account_role on account (role) where role <> 'reader';

CREATE INDEX account_token_account on account_token (account_id) where account_id is not null;

CREATE INDEX audit_log_newest on audit_log (at);

CREATE INDEX call_address on call (address_hash) where address_hash is not null;

CREATE INDEX call_answer_chapter on call_answer (chapter_id) where chapter_id is not null;

CREATE INDEX call_answer_reader_link on call_answer_reader (private_link_id);

CREATE INDEX call_answer_reader_pen_name on call_answer_reader (pen_name_id) where pen_name_id is not null;

CREATE INDEX call_answer_work on call_answer (work_id, created_at);

CREATE INDEX call_chapter on call (chapter_id);

CREATE INDEX call_newest on call (work_id, created_at);

CREATE INDEX call_pen_name on call (pen_name_id) where pen_name_id is not null;

CREATE INDEX call_private_link on call (private_link_id);

CREATE INDEX change_log_everywhere on change_log (sequence) where work_id is null;

CREATE INDEX change_log_lists on change_log (sequence)
  where kind not in ('comment-shown', 'comment-edited', 'comment-gone', 'counts-changed', 'readers-counted');

CREATE INDEX change_log_pen_name on change_log (pen_name_id, sequence);

CREATE INDEX change_log_work on change_log (work_id, sequence);

CREATE INDEX change_log_work_itself on change_log (work_id, sequence)
  where kind not in ('comment-shown', 'comment-edited', 'comment-gone', 'counts-changed');

CREATE INDEX chapter_deleted on chapter (deleted_at) where deleted_at is not null;

CREATE INDEX chapter_work on chapter (work_id, position);

CREATE INDEX comfort_answer_work on comfort_answer (work_id);

CREATE INDEX comment_chapter on comment (chapter_id, thread_id, created_at);

CREATE INDEX comment_held on comment (work_id, created_at) where state = 'held';

CREATE INDEX comment_parent on comment (parent_id);

CREATE INDEX comment_pen_name on comment (pen_name_id, created_at);

CREATE INDEX comment_print_newest on comment_print (created_at);

CREATE INDEX comment_private_link on comment (private_link_id, created_at);

CREATE INDEX comment_reader_link on comment (reader_link_id, created_at) where reader_link_id is not null;

CREATE INDEX comment_reader_pen_name on comment (reader_pen_name_id, created_at) where reader_pen_name_id is not null;

CREATE INDEX comment_root on comment (chapter_id, created_at, id) where parent_id is null;

CREATE INDEX comment_thread on comment (thread_id, created_at);

CREATE INDEX comment_work on comment (work_id, created_at);

CREATE INDEX image_work on image (work_id);

CREATE INDEX kudos_address on kudos (address_hash) where address_hash is not null;

CREATE INDEX kudos_newest on kudos (work_id, created_at);

CREATE INDEX mail_due on mail (due_at) where state = 'waiting';

CREATE INDEX mail_newest on mail (created_at);

CREATE INDEX notice_call_answer on notice (call_answer_id) where call_answer_id is not null;

CREATE INDEX notice_chapter on notice (chapter_id) where chapter_id is not null;

CREATE INDEX notice_comment on notice (comment_id) where comment_id is not null;

CREATE INDEX notice_pen_name on notice (pen_name_id, created_at);

CREATE INDEX notice_unseen on notice (pen_name_id) where seen_at is null;

CREATE INDEX notice_work on notice (work_id);

CREATE INDEX original_file_work on original_file (work_id);

CREATE INDEX pen_name_account on pen_name (account_id, created_at);

CREATE INDEX private_link_work on private_link (work_id);

CREATE INDEX report_comment on report (comment_id);

CREATE INDEX report_open on report (created_at) where closed_at is null;

CREATE INDEX report_reporter_link on report (reporter_link_id) where reporter_link_id is not null;

CREATE INDEX report_reporter_pen_name on report (reporter_pen_name_id) where reporter_pen_name_id is not null;

CREATE INDEX saved_filter_account on saved_filter (account_id, created_at, id);

CREATE INDEX session_account on session (account_id, created_at);

CREATE INDEX session_expires on session (expires_at);

CREATE INDEX tag_canonical on tag (canonical_id) where canonical_id is not null;

CREATE INDEX tag_key on tag (kind, name_key);

CREATE INDEX tag_parent_parent on tag_parent (parent_id, tag_id);

CREATE INDEX tag_unwrangled on tag (kind, name_key, id)
  where canonical = 0 and canonical_id is null and left_as_is = 0;

CREATE INDEX work_byline_pen_name on work_byline (pen_name_id, work_id);

CREATE INDEX work_day on work (substr(updated_at, 1, 10) desc, id)
  where published_at is not null and deleted_at is null and hidden_at is null;

CREATE INDEX work_deleted on work (deleted_at) where deleted_at is not null;

CREATE INDEX work_newest on work (updated_at, id) where published_at is not null and deleted_at is null and hidden_at is null;

CREATE INDEX work_rating on work (rating, substr(updated_at, 1, 10), id)
  where published_at is not null and deleted_at is null and hidden_at is null;

CREATE INDEX work_tag_tag on work_tag (tag_id, work_id);

CREATE INDEX work_warning_from_chapter on work_warning (from_chapter_id) where from_chapter_id is not null;

CREATE INDEX work_warning_work on work_warning (work_id, position);

CREATE UNIQUE INDEX wrangler_account on wrangler (account_id, coalesce(fandom_id, ''));

CREATE INDEX wrangler_fandom on wrangler (fandom_id) where fandom_id is not null;

CREATE INDEX wrangling_account on wrangling (account_id, at, id);

CREATE INDEX wrangling_newest on wrangling (at, id);

CREATE INDEX wrangling_tag on wrangling (tag_id, at, id);
