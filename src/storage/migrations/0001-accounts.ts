import type { Migration } from './migration.ts'

export const accounts: Migration = {
  name: '0001-accounts',
  up: ({ text, strict }) => [
    `create table account (
      id ${text} primary key,
      email ${text} not null,
      email_key ${text} not null unique,
      password_hash ${text} not null,
      role ${text} not null check (role in ('reader', 'moderator', 'archivist')),
      acting_pen_name_id ${text},
      reading ${text} not null,
      mail_wanted integer not null check (mail_wanted in (0, 1)),
      created_at ${text} not null,
      closed_at ${text}
    ) ${strict}`,
    `create table session (
      token_hash ${text} primary key,
      account_id ${text} not null references account (id) on delete cascade,
      label ${text} not null,
      created_at ${text} not null,
      seen_at ${text} not null,
      expires_at ${text} not null
    ) ${strict}`,
    `create index session_account on session (account_id, created_at)`,
    `create index session_expires on session (expires_at)`,
    `create table account_token (
      token_hash ${text} primary key,
      purpose ${text} not null check (purpose in ('first-archivist', 'recover')),
      account_id ${text} references account (id) on delete cascade,
      created_at ${text} not null,
      expires_at ${text} not null
    ) ${strict}`,
    `create table pen_name (
      id ${text} primary key,
      account_id ${text} not null references account (id),
      name ${text} not null,
      name_key ${text} not null unique,
      about ${text} not null,
      created_at ${text} not null
    ) ${strict}`,
    `create index pen_name_account on pen_name (account_id, created_at)`,
    `create table default_disclaimer (
      account_id ${text} not null references account (id) on delete cascade,
      fandom_key ${text} not null,
      fandom ${text} not null,
      body ${text} not null,
      updated_at ${text} not null,
      primary key (account_id, fandom_key)
    ) ${strict}`,
  ],
}
