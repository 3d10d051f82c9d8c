constraint account account_email_key_key UNIQUE (email_key)
constraint account account_mail_wanted_check CHECK ((mail_wanted = ANY (ARRAY[0, 1])))
constraint account account_pkey PRIMARY KEY (id)
constraint account account_role_check CHECK ((role = ANY (ARRAY['reader'::text, 'moderator'::text, 'archivist'::text])))
constraint account_token account_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
constraint account_token account_token_pkey PRIMARY KEY (token_hash)
constraint account_token account_token_purpose_check CHECK ((purpose = ANY (ARRAY['first-archivist'::text, 'recover'::text])))
constraint audit_log audit_log_pkey PRIMARY KEY (id)
constraint call call_chapter_id_fkey FOREIGN KEY (chapter_id) REFERENCES chapter(id) ON DELETE CASCADE
constraint call call_pen_name_id_fkey FOREIGN KEY (pen_name_id) REFERENCES pen_name(id)
constraint call call_pkey PRIMARY KEY (work_id, chapter_id, reader_key)
constraint call call_private_link_id_fkey FOREIGN KEY (private_link_id) REFERENCES private_link(id) ON DELETE SET NULL
constraint call call_state_check CHECK ((state = ANY (ARRAY['counted'::text, 'set-aside'::text])))
constraint call call_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint call_answer call_answer_chapter_id_fkey FOREIGN KEY (chapter_id) REFERENCES chapter(id) ON DELETE SET NULL
constraint call_answer call_answer_kind_check CHECK ((kind = ANY (ARRAY['answer'::text, 'new-chapter'::text])))
constraint call_answer call_answer_pkey PRIMARY KEY (id)
constraint call_answer call_answer_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint call_answer_reader call_answer_reader_call_answer_id_fkey FOREIGN KEY (call_answer_id) REFERENCES call_answer(id) ON DELETE CASCADE
constraint call_answer_reader call_answer_reader_pen_name_id_fkey FOREIGN KEY (pen_name_id) REFERENCES pen_name(id)
constraint call_answer_reader call_answer_reader_pkey PRIMARY KEY (call_answer_id, reader_key)
constraint call_answer_reader call_answer_reader_private_link_id_fkey FOREIGN KEY (private_link_id) REFERENCES private_link(id) ON DELETE CASCADE
constraint change_log change_log_pkey PRIMARY KEY (sequence)
constraint chapter chapter_covered_check CHECK ((covered = ANY (ARRAY[0, 1])))
constraint chapter chapter_pkey PRIMARY KEY (id)
constraint chapter chapter_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint chapter_revision chapter_revision_chapter_id_fkey FOREIGN KEY (chapter_id) REFERENCES chapter(id) ON DELETE CASCADE
constraint chapter_revision chapter_revision_pkey PRIMARY KEY (chapter_id, number)
constraint comfort_answer comfort_answer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
constraint comfort_answer comfort_answer_pkey PRIMARY KEY (account_id, work_id)
constraint comfort_answer comfort_answer_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint comment comment_by_author_check CHECK ((by_author = ANY (ARRAY[0, 1])))
constraint comment comment_chapter_id_fkey FOREIGN KEY (chapter_id) REFERENCES chapter(id) ON DELETE SET NULL
constraint comment comment_check CHECK (((pen_name_id IS NULL) <> (guest_name IS NULL)))
constraint comment comment_check1 CHECK (((is_private = 1) OR ((reader_pen_name_id IS NULL) AND (reader_link_id IS NULL))))
constraint comment comment_is_private_check CHECK ((is_private = ANY (ARRAY[0, 1])))
constraint comment comment_once_key_key UNIQUE (once_key)
constraint comment comment_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES comment(id)
constraint comment comment_pen_name_id_fkey FOREIGN KEY (pen_name_id) REFERENCES pen_name(id)
constraint comment comment_pkey PRIMARY KEY (id)
constraint comment comment_private_link_id_fkey FOREIGN KEY (private_link_id) REFERENCES private_link(id) ON DELETE SET NULL
constraint comment comment_reader_link_id_fkey FOREIGN KEY (reader_link_id) REFERENCES private_link(id) ON DELETE CASCADE
constraint comment comment_reader_pen_name_id_fkey FOREIGN KEY (reader_pen_name_id) REFERENCES pen_name(id)
constraint comment comment_state_check CHECK ((state = ANY (ARRAY['shown'::text, 'held'::text, 'withdrawn'::text, 'removed'::text])))
constraint comment comment_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint comment_print comment_print_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comment(id) ON DELETE CASCADE
constraint comment_print comment_print_pkey PRIMARY KEY (comment_id)
constraint daily_salt daily_salt_pkey PRIMARY KEY (day)
constraint default_disclaimer default_disclaimer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
constraint default_disclaimer default_disclaimer_pkey PRIMARY KEY (account_id, fandom_key)
constraint image image_pkey PRIMARY KEY (id)
constraint image image_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint kudos kudos_pkey PRIMARY KEY (work_id, reader_key)
constraint kudos kudos_state_check CHECK ((state = ANY (ARRAY['counted'::text, 'set-aside'::text])))
constraint kudos kudos_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint mail mail_pkey PRIMARY KEY (id)
constraint mail mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
constraint migration migration_pkey PRIMARY KEY (name)
constraint muted_thread muted_thread_pkey PRIMARY KEY (private_link_id, thread_id)
constraint muted_thread muted_thread_private_link_id_fkey FOREIGN KEY (private_link_id) REFERENCES private_link(id) ON DELETE CASCADE
constraint notice notice_call_answer_id_fkey FOREIGN KEY (call_answer_id) REFERENCES call_answer(id) ON DELETE CASCADE
constraint notice notice_chapter_id_fkey FOREIGN KEY (chapter_id) REFERENCES chapter(id) ON DELETE CASCADE
constraint notice notice_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comment(id) ON DELETE CASCADE
constraint notice notice_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'held-comment'::text, 'answer'::text, 'call-answer'::text, 'new-chapter'::text])))
constraint notice notice_pen_name_id_fkey FOREIGN KEY (pen_name_id) REFERENCES pen_name(id) ON DELETE CASCADE
constraint notice notice_pkey PRIMARY KEY (id)
constraint notice notice_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint original_file original_file_pkey PRIMARY KEY (id)
constraint original_file original_file_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint pen_name pen_name_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
constraint pen_name pen_name_name_key_key UNIQUE (name_key)
constraint pen_name pen_name_pkey PRIMARY KEY (id)
constraint private_link private_link_pkey PRIMARY KEY (id)
constraint private_link private_link_secret_hash_key UNIQUE (secret_hash)
constraint private_link private_link_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint rating rating_pkey PRIMARY KEY (code)
constraint report report_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comment(id) ON DELETE CASCADE
constraint report report_pkey PRIMARY KEY (id)
constraint report report_reporter_link_id_fkey FOREIGN KEY (reporter_link_id) REFERENCES private_link(id) ON DELETE SET NULL
constraint report report_reporter_pen_name_id_fkey FOREIGN KEY (reporter_pen_name_id) REFERENCES pen_name(id)
constraint saved_filter saved_filter_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
constraint saved_filter saved_filter_always_on_check CHECK ((always_on = ANY (ARRAY[0, 1])))
constraint saved_filter saved_filter_pkey PRIMARY KEY (id)
constraint session session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
constraint session session_pkey PRIMARY KEY (token_hash)
constraint setting setting_pkey PRIMARY KEY (name)
constraint tag tag_canonical_check CHECK ((canonical = ANY (ARRAY[0, 1])))
constraint tag tag_canonical_id_fkey FOREIGN KEY (canonical_id) REFERENCES tag(id)
constraint tag tag_kind_check CHECK ((kind = ANY (ARRAY['fandom'::text, 'character'::text, 'relationship'::text, 'additional'::text])))
constraint tag tag_kind_name_key UNIQUE (kind, name)
constraint tag tag_left_as_is_check CHECK ((left_as_is = ANY (ARRAY[0, 1])))
constraint tag tag_pkey PRIMARY KEY (id)
constraint tag_parent tag_parent_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES tag(id)
constraint tag_parent tag_parent_pkey PRIMARY KEY (tag_id, parent_id)
constraint tag_parent tag_parent_tag_id_fkey FOREIGN KEY (tag_id) REFERENCES tag(id)
constraint warning_kind warning_kind_pkey PRIMARY KEY (code)
constraint work work_accounts_only_check CHECK ((accounts_only = ANY (ARRAY[0, 1])))
constraint work work_comments_from_check CHECK ((comments_from = ANY (ARRAY['anyone'::text, 'accounts'::text, 'nobody'::text])))
constraint work work_comments_held_check CHECK ((comments_held = ANY (ARRAY[0, 1])))
constraint work work_counts_shown_check CHECK ((counts_shown = ANY (ARRAY[0, 1])))
constraint work work_covered_check CHECK ((covered = ANY (ARRAY[0, 1])))
constraint work work_pkey PRIMARY KEY (id)
constraint work work_rating_fkey FOREIGN KEY (rating) REFERENCES rating(code)
constraint work work_status_check CHECK ((status = ANY (ARRAY['in-progress'::text, 'complete'::text])))
constraint work work_warning_answer_check CHECK ((warning_answer = ANY (ARRAY['listed'::text, 'none-apply'::text, 'choose-not-to'::text, 'unanswered'::text])))
constraint work_byline work_byline_pen_name_id_fkey FOREIGN KEY (pen_name_id) REFERENCES pen_name(id)
constraint work_byline work_byline_pkey PRIMARY KEY (work_id, pen_name_id)
constraint work_byline work_byline_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint work_category work_category_code_check CHECK ((code = ANY (ARRAY['gen'::text, 'f-m'::text, 'f-f'::text, 'm-m'::text, 'multi'::text, 'other'::text])))
constraint work_category work_category_pkey PRIMARY KEY (work_id, code)
constraint work_category work_category_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint work_readers work_readers_pkey PRIMARY KEY (work_id)
constraint work_readers work_readers_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint work_tag work_tag_pkey PRIMARY KEY (work_id, tag_id)
constraint work_tag work_tag_tag_id_fkey FOREIGN KEY (tag_id) REFERENCES tag(id)
constraint work_tag work_tag_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint work_warning work_warning_code_fkey FOREIGN KEY (code) REFERENCES warning_kind(code)
constraint work_warning work_warning_from_chapter_id_fkey FOREIGN KEY (from_chapter_id) REFERENCES chapter(id) ON DELETE SET NULL
constraint work_warning work_warning_pkey PRIMARY KEY (id)
constraint work_warning work_warning_spoiler_check CHECK ((spoiler = ANY (ARRAY[0, 1])))
constraint work_warning work_warning_work_id_fkey FOREIGN KEY (work_id) REFERENCES work(id) ON DELETE CASCADE
constraint wrangler wrangler_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
constraint wrangler wrangler_fandom_id_fkey FOREIGN KEY (fandom_id) REFERENCES tag(id)
constraint wrangling wrangling_pkey PRIMARY KEY (id)
index CREATE INDEX account_role ON public.account USING btree (role) WHERE (role <> 'reader'::text)
index CREATE INDEX account_token_account ON public.account_token USING btree (account_id) WHERE (account_id IS NOT NULL)
index CREATE INDEX audit_log_newest ON public.audit_log USING btree (at)
index CREATE INDEX call_address ON public.call USING btree (address_hash) WHERE (address_hash IS NOT NULL)
index CREATE INDEX call_answer_chapter ON public.call_answer USING btree (chapter_id) WHERE (chapter_id IS NOT NULL)
index CREATE INDEX call_answer_reader_link ON public.call_answer_reader USING btree (private_link_id)
index CREATE INDEX call_answer_reader_pen_name ON public.call_answer_reader USING btree (pen_name_id) WHERE (pen_name_id IS NOT NULL)
index CREATE INDEX call_answer_work ON public.call_answer USING btree (work_id, created_at)
index CREATE INDEX call_chapter ON public.call USING btree (chapter_id)
index CREATE INDEX call_newest ON public.call USING btree (work_id, created_at)
index CREATE INDEX call_pen_name ON public.call USING btree (pen_name_id) WHERE (pen_name_id IS NOT NULL)
index CREATE INDEX call_private_link ON public.call USING btree (private_link_id)
index CREATE INDEX change_log_everywhere ON public.change_log USING btree (sequence) WHERE (work_id IS NULL)
index CREATE INDEX change_log_lists ON public.change_log USING btree (sequence) WHERE (kind <> ALL (ARRAY['comment-shown'::text, 'comment-edited'::text, 'comment-gone'::text, 'counts-changed'::text, 'readers-counted'::text]))
index CREATE INDEX change_log_pen_name ON public.change_log USING btree (pen_name_id, sequence)
index CREATE INDEX change_log_work ON public.change_log USING btree (work_id, sequence)
index CREATE INDEX change_log_work_itself ON public.change_log USING btree (work_id, sequence) WHERE (kind <> ALL (ARRAY['comment-shown'::text, 'comment-edited'::text, 'comment-gone'::text, 'counts-changed'::text]))
index CREATE INDEX chapter_deleted ON public.chapter USING btree (deleted_at) WHERE (deleted_at IS NOT NULL)
index CREATE INDEX chapter_work ON public.chapter USING btree (work_id, "position")
index CREATE INDEX comfort_answer_work ON public.comfort_answer USING btree (work_id)
index CREATE INDEX comment_chapter ON public.comment USING btree (chapter_id, thread_id, created_at)
index CREATE INDEX comment_held ON public.comment USING btree (work_id, created_at) WHERE (state = 'held'::text)
index CREATE INDEX comment_parent ON public.comment USING btree (parent_id)
index CREATE INDEX comment_pen_name ON public.comment USING btree (pen_name_id, created_at)
index CREATE INDEX comment_print_newest ON public.comment_print USING btree (created_at)
index CREATE INDEX comment_private_link ON public.comment USING btree (private_link_id, created_at)
index CREATE INDEX comment_reader_link ON public.comment USING btree (reader_link_id, created_at) WHERE (reader_link_id IS NOT NULL)
index CREATE INDEX comment_reader_pen_name ON public.comment USING btree (reader_pen_name_id, created_at) WHERE (reader_pen_name_id IS NOT NULL)
index CREATE INDEX comment_root ON public.comment USING btree (chapter_id, created_at, id) WHERE (parent_id IS NULL)
index CREATE INDEX comment_thread ON public.comment USING btree (thread_id, created_at)
index CREATE INDEX comment_work ON public.comment USING btree (work_id, created_at)
index CREATE INDEX image_work ON public.image USING btree (work_id)
index CREATE INDEX kudos_address ON public.kudos USING btree (address_hash) WHERE (address_hash IS NOT NULL)
index CREATE INDEX kudos_newest ON public.kudos USING btree (work_id, created_at)
index CREATE INDEX mail_due ON public.mail USING btree (due_at) WHERE (state = 'waiting'::text)
index CREATE INDEX mail_newest ON public.mail USING btree (created_at)
index CREATE INDEX notice_call_answer ON public.notice USING btree (call_answer_id) WHERE (call_answer_id IS NOT NULL)
index CREATE INDEX notice_chapter ON public.notice USING btree (chapter_id) WHERE (chapter_id IS NOT NULL)
index CREATE INDEX notice_comment ON public.notice USING btree (comment_id) WHERE (comment_id IS NOT NULL)
index CREATE INDEX notice_pen_name ON public.notice USING btree (pen_name_id, created_at)
index CREATE INDEX notice_unseen ON public.notice USING btree (pen_name_id) WHERE (seen_at IS NULL)
index CREATE INDEX notice_work ON public.notice USING btree (work_id)
index CREATE INDEX original_file_work ON public.original_file USING btree (work_id)
index CREATE INDEX pen_name_account ON public.pen_name USING btree (account_id, created_at)
index CREATE INDEX private_link_work ON public.private_link USING btree (work_id)
index CREATE INDEX report_comment ON public.report USING btree (comment_id)
index CREATE INDEX report_open ON public.report USING btree (created_at) WHERE (closed_at IS NULL)
index CREATE INDEX report_reporter_link ON public.report USING btree (reporter_link_id) WHERE (reporter_link_id IS NOT NULL)
index CREATE INDEX report_reporter_pen_name ON public.report USING btree (reporter_pen_name_id) WHERE (reporter_pen_name_id IS NOT NULL)
index CREATE INDEX saved_filter_account ON public.saved_filter USING btree (account_id, created_at, id)
index CREATE INDEX session_account ON public.session USING btree (account_id, created_at)
index CREATE INDEX session_expires ON public.session USING btree (expires_at)
index CREATE INDEX tag_canonical ON public.tag USING btree (canonical_id) WHERE (canonical_id IS NOT NULL)
index CREATE INDEX tag_key ON public.tag USING btree (kind, name_key)
index CREATE INDEX tag_parent_parent ON public.tag_parent USING btree (parent_id, tag_id)
index CREATE INDEX tag_unwrangled ON public.tag USING btree (kind, name_key, id) WHERE ((canonical = 0) AND (canonical_id IS NULL) AND (left_as_is = 0))
index CREATE INDEX work_byline_pen_name ON public.work_byline USING btree (pen_name_id, work_id)
index CREATE INDEX work_day ON public.work USING btree (substr(updated_at, 1, 10) DESC, id) WHERE ((published_at IS NOT NULL) AND (deleted_at IS NULL) AND (hidden_at IS NULL))
index CREATE INDEX work_deleted ON public.work USING btree (deleted_at) WHERE (deleted_at IS NOT NULL)
index CREATE INDEX work_newest ON public.work USING btree (updated_at, id) WHERE ((published_at IS NOT NULL) AND (deleted_at IS NULL) AND (hidden_at IS NULL))
index CREATE INDEX work_rating ON public.work USING btree (rating, substr(updated_at, 1, 10), id) WHERE ((published_at IS NOT NULL) AND (deleted_at IS NULL) AND (hidden_at IS NULL))
index CREATE INDEX work_tag_tag ON public.work_tag USING btree (tag_id, work_id)
index CREATE INDEX work_warning_from_chapter ON public.work_warning USING btree (from_chapter_id) WHERE (from_chapter_id IS NOT NULL)
index CREATE INDEX work_warning_work ON public.work_warning USING btree (work_id, "position")
index CREATE INDEX wrangler_fandom ON public.wrangler USING btree (fandom_id) WHERE (fandom_id IS NOT NULL)
index CREATE INDEX wrangling_account ON public.wrangling USING btree (account_id, at, id)
index CREATE INDEX wrangling_newest ON public.wrangling USING btree (at, id)
index CREATE INDEX wrangling_tag ON public.wrangling USING btree (tag_id, at, id)
index CREATE UNIQUE INDEX account_email_key_key ON public.account USING btree (email_key)
index CREATE UNIQUE INDEX account_pkey ON public.account USING btree (id)
index CREATE UNIQUE INDEX account_token_pkey ON public.account_token USING btree (token_hash)
index CREATE UNIQUE INDEX audit_log_pkey ON public.audit_log USING btree (id)
index CREATE UNIQUE INDEX call_answer_pkey ON public.call_answer USING btree (id)
index CREATE UNIQUE INDEX call_answer_reader_pkey ON public.call_answer_reader USING btree (call_answer_id, reader_key)
index CREATE UNIQUE INDEX call_pkey ON public.call USING btree (work_id, chapter_id, reader_key)
index CREATE UNIQUE INDEX change_log_pkey ON public.change_log USING btree (sequence)
index CREATE UNIQUE INDEX chapter_pkey ON public.chapter USING btree (id)
index CREATE UNIQUE INDEX chapter_revision_pkey ON public.chapter_revision USING btree (chapter_id, number)
index CREATE UNIQUE INDEX comfort_answer_pkey ON public.comfort_answer USING btree (account_id, work_id)
index CREATE UNIQUE INDEX comment_once_key_key ON public.comment USING btree (once_key)
index CREATE UNIQUE INDEX comment_pkey ON public.comment USING btree (id)
index CREATE UNIQUE INDEX comment_print_pkey ON public.comment_print USING btree (comment_id)
index CREATE UNIQUE INDEX daily_salt_pkey ON public.daily_salt USING btree (day)
index CREATE UNIQUE INDEX default_disclaimer_pkey ON public.default_disclaimer USING btree (account_id, fandom_key)
index CREATE UNIQUE INDEX image_pkey ON public.image USING btree (id)
index CREATE UNIQUE INDEX kudos_pkey ON public.kudos USING btree (work_id, reader_key)
index CREATE UNIQUE INDEX mail_pkey ON public.mail USING btree (id)
index CREATE UNIQUE INDEX migration_pkey ON public.migration USING btree (name)
index CREATE UNIQUE INDEX muted_thread_pkey ON public.muted_thread USING btree (private_link_id, thread_id)
index CREATE UNIQUE INDEX notice_pkey ON public.notice USING btree (id)
index CREATE UNIQUE INDEX original_file_pkey ON public.original_file USING btree (id)
index CREATE UNIQUE INDEX pen_name_name_key_key ON public.pen_name USING btree (name_key)
index CREATE UNIQUE INDEX pen_name_pkey ON public.pen_name USING btree (id)
index CREATE UNIQUE INDEX private_link_pkey ON public.private_link USING btree (id)
index CREATE UNIQUE INDEX private_link_secret_hash_key ON public.private_link USING btree (secret_hash)
index CREATE UNIQUE INDEX rating_pkey ON public.rating USING btree (code)
index CREATE UNIQUE INDEX report_pkey ON public.report USING btree (id)
index CREATE UNIQUE INDEX saved_filter_pkey ON public.saved_filter USING btree (id)
index CREATE UNIQUE INDEX session_pkey ON public.session USING btree (token_hash)
index CREATE UNIQUE INDEX setting_pkey ON public.setting USING btree (name)
index CREATE UNIQUE INDEX tag_kind_name_key ON public.tag USING btree (kind, name)
index CREATE UNIQUE INDEX tag_parent_pkey ON public.tag_parent USING btree (tag_id, parent_id)
index CREATE UNIQUE INDEX tag_pkey ON public.tag USING btree (id)
index CREATE UNIQUE INDEX warning_kind_pkey ON public.warning_kind USING btree (code)
index CREATE UNIQUE INDEX work_byline_pkey ON public.work_byline USING btree (work_id, pen_name_id)
index CREATE UNIQUE INDEX work_category_pkey ON public.work_category USING btree (work_id, code)
index CREATE UNIQUE INDEX work_pkey ON public.work USING btree (id)
index CREATE UNIQUE INDEX work_readers_pkey ON public.work_readers USING btree (work_id)
index CREATE UNIQUE INDEX work_tag_pkey ON public.work_tag USING btree (work_id, tag_id)
index CREATE UNIQUE INDEX work_warning_pkey ON public.work_warning USING btree (id)
index CREATE UNIQUE INDEX wrangler_account ON public.wrangler USING btree (account_id, COALESCE(fandom_id, ''::text))
index CREATE UNIQUE INDEX wrangling_pkey ON public.wrangling USING btree (id)
table account column acting_pen_name_id text collate C
table account column closed_at text collate C
table account column created_at text not null collate C
table account column email text not null collate C
table account column email_key text not null collate C
table account column id text not null collate C
table account column mail_wanted integer not null
table account column password_hash text not null collate C
table account column reading text not null collate C
table account column role text not null collate C
table account_token column account_id text collate C
table account_token column created_at text not null collate C
table account_token column expires_at text not null collate C
table account_token column purpose text not null collate C
table account_token column token_hash text not null collate C
table audit_log column account_id text collate C
table audit_log column act text not null collate C
table audit_log column at text not null collate C
table audit_log column detail text not null collate C
table audit_log column id text not null collate C
table audit_log column subject text not null collate C
table call column address_hash text collate C
table call column chapter_id text not null collate C
table call column created_at text not null collate C
table call column pen_name_id text collate C
table call column private_link_id text collate C
table call column reader_key text not null collate C
table call column state text not null collate C
table call column work_id text not null collate C
table call_answer column body text not null collate C
table call_answer column chapter_id text collate C
table call_answer column created_at text not null collate C
table call_answer column id text not null collate C
table call_answer column kind text not null collate C
table call_answer column work_id text not null collate C
table call_answer_reader column call_answer_id text not null collate C
table call_answer_reader column pen_name_id text collate C
table call_answer_reader column private_link_id text collate C
table call_answer_reader column reader_key text not null collate C
table change_log column at text not null collate C
table change_log column chapter_id text collate C
table change_log column comment_id text collate C
table change_log column kind text not null collate C
table change_log column pen_name_id text collate C
table change_log column sequence bigint not null
table change_log column tag_id text collate C
table change_log column transaction_id bigint not null default ((pg_current_xact_id())::text)::bigint
table change_log column work_id text collate C
table chapter column body text not null collate C
table chapter column covered integer not null
table chapter column created_at text not null collate C
table chapter column deleted_at text collate C
table chapter column id text not null collate C
table chapter column mild integer not null
table chapter column note_after text not null collate C
table chapter column note_before text not null collate C
table chapter column position integer not null
table chapter column published_at text collate C
table chapter column revision integer not null
table chapter column slurs integer not null
table chapter column strong integer not null
table chapter column title text not null collate C
table chapter column updated_at text not null collate C
table chapter column words integer not null
table chapter column work_id text not null collate C
table chapter_revision column body text not null collate C
table chapter_revision column chapter_id text not null collate C
table chapter_revision column created_at text not null collate C
table chapter_revision column note_after text not null collate C
table chapter_revision column note_before text not null collate C
table chapter_revision column number integer not null
table chapter_revision column title text not null collate C
table chapter_revision column words integer not null
table comfort_answer column account_id text not null collate C
table comfort_answer column created_at text not null collate C
table comfort_answer column rating text not null collate C
table comfort_answer column work_id text not null collate C
table comment column answered_at text collate C
table comment column body text not null collate C
table comment column by_author integer not null
table comment column chapter_id text collate C
table comment column created_at text not null collate C
table comment column depth integer not null
table comment column edited_at text collate C
table comment column guest_name text collate C
table comment column held_because text collate C
table comment column id text not null collate C
table comment column is_private integer not null
table comment column once_key text collate C
table comment column parent_id text collate C
table comment column pen_name_id text collate C
table comment column private_link_id text collate C
table comment column reader_link_id text collate C
table comment column reader_pen_name_id text collate C
table comment column shown_at text collate C
table comment column state text not null collate C
table comment column thread_id text not null collate C
table comment column work_id text not null collate C
table comment_print column comment_id text not null collate C
table comment_print column created_at text not null collate C
table comment_print column print text not null collate C
table daily_salt column day text not null collate C
table daily_salt column salt text not null collate C
table default_disclaimer column account_id text not null collate C
table default_disclaimer column body text not null collate C
table default_disclaimer column fandom text not null collate C
table default_disclaimer column fandom_key text not null collate C
table default_disclaimer column updated_at text not null collate C
table image column bytes bytea not null
table image column created_at text not null collate C
table image column id text not null collate C
table image column media_type text not null collate C
table image column work_id text not null collate C
table kudos column address_hash text collate C
table kudos column created_at text not null collate C
table kudos column reader_key text not null collate C
table kudos column state text not null collate C
table kudos column work_id text not null collate C
table mail column attempts integer not null
table mail column body text not null collate C
table mail column created_at text not null collate C
table mail column due_at text not null collate C
table mail column error text collate C
table mail column id text not null collate C
table mail column sent_at text collate C
table mail column state text not null collate C
table mail column stop_url text collate C
table mail column subject text not null collate C
table mail column to_address text not null collate C
table migration column at text not null
table migration column name text not null collate C
table muted_thread column created_at text not null collate C
table muted_thread column private_link_id text not null collate C
table muted_thread column thread_id text not null collate C
table notice column call_answer_id text collate C
table notice column chapter_id text collate C
table notice column comment_id text collate C
table notice column created_at text not null collate C
table notice column id text not null collate C
table notice column kind text not null collate C
table notice column pen_name_id text not null collate C
table notice column seen_at text collate C
table notice column work_id text not null collate C
table original_file column bytes bytea not null
table original_file column created_at text not null collate C
table original_file column encoding text not null collate C
table original_file column id text not null collate C
table original_file column media_type text not null collate C
table original_file column name text not null collate C
table original_file column recognised text not null collate C
table original_file column sha256 text not null collate C
table original_file column work_id text not null collate C
table pen_name column about text not null collate C
table pen_name column account_id text not null collate C
table pen_name column created_at text not null collate C
table pen_name column id text not null collate C
table pen_name column name text not null collate C
table pen_name column name_key text not null collate C
table private_link column created_at text not null collate C
table private_link column email text collate C
table private_link column id text not null collate C
table private_link column revoked_at text collate C
table private_link column secret_hash text not null collate C
table private_link column seen_at text not null collate C
table private_link column work_id text not null collate C
table rating column code text not null collate C
table rating column least_age integer
table rating column name text not null collate C
table rating column position integer not null
table rating column sentence text not null collate C
table report column closed_at text collate C
table report column closed_with text collate C
table report column comment_id text not null collate C
table report column created_at text not null collate C
table report column id text not null collate C
table report column reason text not null collate C
table report column reporter_link_id text collate C
table report column reporter_pen_name_id text collate C
table saved_filter column account_id text not null collate C
table saved_filter column always_on integer not null
table saved_filter column created_at text not null collate C
table saved_filter column id text not null collate C
table saved_filter column name text not null collate C
table saved_filter column query text not null collate C
table session column account_id text not null collate C
table session column created_at text not null collate C
table session column expires_at text not null collate C
table session column label text not null collate C
table session column seen_at text not null collate C
table session column token_hash text not null collate C
table setting column name text not null collate C
table setting column updated_at text not null collate C
table setting column value text not null collate C
table tag column canonical integer not null default 0
table tag column canonical_id text collate C
table tag column created_at text not null collate C
table tag column id text not null collate C
table tag column kind text not null collate C
table tag column left_as_is integer not null default 0
table tag column name text not null collate C
table tag column name_key text not null collate C
table tag_parent column parent_id text not null collate C
table tag_parent column tag_id text not null collate C
table warning_kind column code text not null collate C
table warning_kind column name text not null collate C
table warning_kind column position integer not null
table work column accounts_only integer not null
table work column chapters integer not null
table work column comments_from text not null collate C
table work column comments_held integer not null
table work column counts_shown integer not null
table work column covered integer not null
table work column created_at text not null collate C
table work column deleted_at text collate C
table work column disclaimer text not null collate C
table work column hidden_at text collate C
table work column id text not null collate C
table work column language text not null collate C
table work column mild integer not null
table work column note_after text not null collate C
table work column note_before text not null collate C
table work column planned_chapters integer
table work column published_at text collate C
table work column rating text not null collate C
table work column rating_source text collate C
table work column slurs integer not null
table work column status text not null collate C
table work column strong integer not null
table work column summary text not null collate C
table work column title text not null collate C
table work column title_key text not null collate C
table work column updated_at text not null collate C
table work column warning_answer text not null collate C
table work column words integer not null
table work_byline column pen_name_id text not null collate C
table work_byline column position integer not null
table work_byline column work_id text not null collate C
table work_category column code text not null collate C
table work_category column work_id text not null collate C
table work_readers column readers integer not null
table work_readers column work_id text not null collate C
table work_tag column position integer not null
table work_tag column tag_id text not null collate C
table work_tag column work_id text not null collate C
table work_warning column code text collate C
table work_warning column from_chapter_id text collate C
table work_warning column id text not null collate C
table work_warning column position integer not null
table work_warning column spoiler integer not null
table work_warning column words text not null collate C
table work_warning column work_id text not null collate C
table wrangler column account_id text not null collate C
table wrangler column created_at text not null collate C
table wrangler column fandom_id text collate C
table wrangling column account_id text collate C
table wrangling column act text not null collate C
table wrangling column after text not null collate C
table wrangling column at text not null collate C
table wrangling column before text not null collate C
table wrangling column id text not null collate C
table wrangling column tag_id text not null collate C
table wrangling column undoes text collate C
table wrangling column undone_at text collate C
