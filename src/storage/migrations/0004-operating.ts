import type { Migration } from './migration.ts'

export const operating: Migration = {
  name: '0004-operating',
  up: ({ text, serial, transaction, strict }) => [
    `create table change_log (
      sequence ${serial},
      at ${text} not null,
      kind ${text} not null,
      work_id ${text},
      chapter_id ${text},
      comment_id ${text},
      pen_name_id ${text},
      ${transaction}
    ) ${strict}`,
    `create index change_log_work on change_log (work_id, sequence)`,
    `create index change_log_pen_name on change_log (pen_name_id, sequence)`,
    `create table mail (
      id ${text} primary key,
      to_address ${text} not null,
      subject ${text} not null,
      body ${text} not null,
      stop_url ${text},
      state ${text} not null check (state in ('waiting', 'sent', 'failed')),
      attempts integer not null,
      due_at ${text} not null,
      created_at ${text} not null,
      sent_at ${text},
      error ${text}
    ) ${strict}`,
    `create index mail_due on mail (due_at) where state = 'waiting'`,
    `create index mail_newest on mail (created_at)`,
    `create table setting (
      name ${text} primary key,
      value ${text} not null,
      updated_at ${text} not null
    ) ${strict}`,
    `create table daily_salt (
      day ${text} primary key,
      salt ${text} not null
    ) ${strict}`,
    `create table audit_log (
      id ${text} primary key,
      at ${text} not null,
      account_id ${text},
      act ${text} not null,
      subject ${text} not null,
      detail ${text} not null
    ) ${strict}`,
    `create index audit_log_newest on audit_log (at)`,
  ],
}
