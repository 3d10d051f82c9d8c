import type { Pool } from 'pg'

/** Goes up with every change to what is below, or to how words are made: an index of another version is made anew. */
const version = 1
const lock = 8_939_331

/** In a schema of its own: it is derived, no part of the archive, and in no backup. */
const statements = [
  `create schema texts`,
  `create table texts.state (version integer not null, position text)`,
  `insert into texts.state (version) values (${version})`,
  `create table texts.stemmer (name text primary key)`,
  `create table texts.entry (
    row bigint generated always as identity primary key, id bytea not null unique, round integer not null)`,
  `create index entry_round on texts.entry (round)`,
  // Every different word of a work, without places: one row a work, or some where they are very many.
  `create table texts.word (row bigint not null references texts.entry on delete cascade, words tsvector not null)`,
  `create index word_row on texts.word (row)`,
  `create index word_words on texts.word using gin (words)`,
  // Words with their places, for phrases.
  `create table texts.part (
    row bigint not null references texts.entry on delete cascade, field smallint not null, words tsvector not null)`,
  // Beside the row and not in a table of its own: looking up a phrase reads many of them.
  `alter table texts.part alter column words set storage main`,
  `create index part_row on texts.part (row)`,
  `create index part_words on texts.part using gin (words)`,
  // Short fields and the text's frequent words, to put results in order.
  `create table texts.top (row bigint primary key references texts.entry on delete cascade, words tsvector not null)`,
  `alter table texts.top alter column words set storage main`,
]

/** Makes the schema `texts` where it is missing or of another version. Two processes that start at once wait for each other. */
export async function makeTextsSchema(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [lock])
    if ((await versionOf((text) => client.query(text))) !== version) {
      await client.query('drop schema if exists texts cascade')
      for (const statement of statements) await client.query(statement)
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

type Ask = (text: string) => Promise<{ rows: { is: unknown }[] }>

async function versionOf(ask: Ask): Promise<unknown> {
  const there = await ask(`select to_regclass('texts.state') is not null as is`)
  if (there.rows[0]?.is !== true) return null
  return (await ask('select version as is from texts.state')).rows[0]?.is
}
