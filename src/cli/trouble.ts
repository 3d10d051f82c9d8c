import { debuglog } from 'node:util'
import { BadConfig, Refusal } from '#shared/errors.ts'
import { BadArchive } from '#storage/bad-archive.ts'
import { Trouble } from './command.ts'

const debug = debuglog('tweed')

/** What the system calls common troubles, in words. https://nodejs.org/api/errors.html#common-system-errors */
const words: Readonly<Record<string, string>> = {
  EACCES: 'this may not be read or written',
  EPERM: 'this may not be done',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'this is a folder',
  EEXIST: 'this is there already',
  ENOSPC: 'there is no space left on the disk',
  EDQUOT: 'there is no space left for you on the disk',
  EROFS: 'this disk can only be read',
  EMFILE: 'too many files are open',
}

/** The same, for others who tell of the system's troubles; undefined for one that is not common. */
export function systemWords(code: string): string | undefined {
  return words[code]
}

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const sqliteWords: Readonly<Record<number, string>> = {
  5: 'The archive is in use by something that does not let go of it; try again.',
  8: 'The archive can only be read.',
  11: 'The archive is damaged; `tweed check` tells more.',
  13: 'There is no space left on the disk.',
  14: 'The archive’s file can’t be opened.',
  26: 'The archive’s file is damaged: it is no database any more.',
}

/** Whether SQLite says that its file is damaged, or is none of its own: SQLITE_CORRUPT, SQLITE_NOTADB. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Error && [11, 26].includes(sqliteCode(error))
}

/** SQLite's primary code, or 0 for an error that is not its own. */
function sqliteCode(error: Error): number {
  return 'errcode' in error ? Number(error.errcode) & 0xff : 0
}

/** Any error as one plain line. Where it came from is told when NODE_DEBUG is tweed. */
export function sentenceOf(error: unknown): string {
  debug('%s', error instanceof Error ? error.stack : error)
  return plain(sentence(error))
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const ours = [Trouble, BadArchive, BadConfig, Refusal].some((kind) => error instanceof kind)
  if (ours) return error.message
  const code = 'code' in error ? String(error.code) : ''
  if (sqliteCode(error) > 0) return sqliteWords[sqliteCode(error)] ?? error.message
  const said = words[code]
  if (said) return 'path' in error ? `${String(error.path)}: ${said}` : said
  return postgresSentence(error, code) ?? error.message
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, and what the system says of a server that is not there. */
function postgresSentence(error: Error, code: string): string | undefined {
  const name = 'TWEED_DATABASE_URL'
  if (['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'ECONNRESET'].includes(code)) {
    return `No PostgreSQL server answers at the address in ${name}.`
  }
  if (code === '28P01' || code === '28000') return `PostgreSQL refuses the user in ${name}.`
  if (code === '3D000') return `PostgreSQL has no database of the name in ${name}.`
  if (code === '53300') return 'PostgreSQL has no connection left.'
  return error instanceof AggregateError ? sentence(error.errors[0]) : undefined
}

/** On one line, without anything that could rule the terminal. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}
