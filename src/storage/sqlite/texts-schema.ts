import { rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { closeToOthers, makeOwnFile } from '#storage/own-files.ts'
import { textFields } from '#storage/text-store.ts'

/** Goes up with every change to what is below, or to how words are made: an index of another version is made anew. */
const version = 1

const columns = textFields.map((field) => `"${field}"`).join(', ')

/**
 * Words come folded and stemmed, with spaces between them. The `ascii` tokenizer takes them as they are: it knows no
 * letter beyond ASCII, so none of them can be a separator to it because its tables are older than the word.
 */
const kind = `content = '', contentless_delete = 1, tokenize = 'ascii'`

const schema = [
  `create table state (one integer primary key check (one = 1), position text not null) strict`,
  `create table stemmer (name text primary key) strict`,
  // Row numbers are never used twice: who keeps them in memory may keep them for ever.
  `create table entry (row integer primary key autoincrement, id blob not null unique, round integer not null) strict`,
  `create index entry_round on entry (round)`,
  // Every word, to decide what is found.
  `create virtual table whole using fts5 (${columns}, ${kind})`,
  // Short fields and the text's frequent words, to put many in order without walking through all their texts.
  `create virtual table top using fts5 (${columns}, ${kind})`,
]

/** SQLITE_CORRUPT and SQLITE_NOTADB: https://www.sqlite.org/rescode.html */
const damage = new Set([11, 26])

/** Whether SQLite says that the file is not as it left it. */
export function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
  return damage.has(code & 0xff)
}

/** Opens the file for writing and for reading. One that is damaged, or of another version, is made anew: it is derived. */
export async function openTextsFile(
  file: string,
): Promise<{ writing: DatabaseSync; reading: DatabaseSync }> {
  try {
    return await openOnce(file)
  } catch (error) {
    if (!isDamage(error)) throw error
    for (const end of ['', '-wal', '-shm', '-journal']) await rm(file + end, { force: true })
    return openOnce(file)
  }
}

async function openOnce(file: string): Promise<{ writing: DatabaseSync; reading: DatabaseSync }> {
  await makeOwnFile(file)
  await closeToOthers(file, `${file}-wal`, `${file}-shm`)
  const writing = new DatabaseSync(file, { timeout: 30_000 })
  try {
    writing.exec('pragma journal_mode = wal')
    // What a power loss takes of the log is indexed again: the position goes with it.
    writing.exec('pragma synchronous = normal')
    writing.exec('pragma cache_size = -16000')
    writing.exec('pragma journal_size_limit = 67108864')
    writing.exec('begin immediate')
    try {
      if (writing.prepare('pragma user_version').get()?.['user_version'] !== version) make(writing)
      writing.exec('commit')
    } catch (error) {
      if (writing.isTransaction) writing.exec('rollback')
      throw error
    }
    // From here on nobody's thread is kept waiting for another process: `begin` is tried again.
    writing.exec('pragma busy_timeout = 0')
    const reading = new DatabaseSync(file, { readOnly: true, timeout: 10_000 })
    reading.exec('pragma cache_size = -32000')
    return { writing, reading }
  } catch (error) {
    writing.close()
    throw error
  }
}

function make(database: DatabaseSync): void {
  const there = database
    .prepare(
      `select name from sqlite_schema where type = 'table' and name in ('state', 'stemmer', 'entry', 'whole', 'top')`,
    )
    .all()
  for (const { name } of there) database.exec(`drop table "${String(name)}"`)
  for (const statement of schema) database.exec(statement)
  database.exec(`pragma user_version = ${version}`)
}
