import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createAccount } from '#accounts/acts.ts'
import { openSession } from '#accounts/sessions.ts'
import { openHouse } from '#app.ts'
import { postComment } from '#comments/acts.ts'
import { onceKeyOf } from '#comments/body.ts'
import { printOf } from '#comments/spam.ts'
import { parseConfig } from '#config/config.ts'
import { importFile } from '#files-in/import-file.ts'
import type { Actor } from '#policy/actor.ts'
import { defaultReading } from '#policy/reading.ts'
import { fromPlainText, toPlainText } from '#prose/plain-text.ts'
import type { Prose } from '#prose/prose.ts'
import type { AccountId, ChapterId, PenNameId, WorkId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import type { House } from '#web/house.ts'
import { listChapters } from '#works/reads.ts'
import { saying, workFile } from './prose.ts'

export type OpenHouse = House & { close(): Promise<void> }
export type Reader = { accountId: AccountId; penNameId: PenNameId; session: string }
export type Work = { id: WorkId; chapter: ChapterId }

/** An archive in a folder of its own, with people, works of 3,000 words, and 20 comments on the first two of them. */
export type Archive = {
  readonly folder: string
  readonly readers: readonly Reader[]
  readonly works: readonly [Work, Work, Work, ...Work[]]
  remove(): Promise<void>
}

/** The folder of scratch archives: on the disk of the checkout, because memory would flatter the commits. */
const scratch = new URL('../.cache/bench/', import.meta.url).pathname
const commentsOnFirst = 20

/** Opens the archive in this process. */
export function openArchive(folder: string): Promise<OpenHouse> {
  return openHouse(parseConfig({ TWEED_DATA: folder }))
}

/** Makes an archive by the acts that people do. */
export async function makeArchive(size: { works: number; readers: number }): Promise<Archive> {
  await mkdir(scratch, { recursive: true })
  const folder = await mkdtemp(join(scratch, 'archive-'))
  const sweep = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', sweep)
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const house = await openArchive(folder)
    try {
      const readers = await Promise.all(
        Array.from({ length: size.readers }, (_, at) => signUp(house, at)),
      )
      const [author] = readers
      if (!author) throw new Error('nobody is there')
      const works: Work[] = []
      for (let at = 0; at < size.works; at++) works.push(await bring(house, author, at))
      const [first, second, third, ...others] = works
      if (!first || !second || !third) throw new Error('too few works')
      for (let at = 0; at < commentsOnFirst; at++) {
        const reader = readers[1 + (at % (readers.length - 1))] ?? author
        for (const work of [first, second]) {
          const ready = prepareComment(at)
          await house.write((tx) => comment(tx, house, reader, work, ready, String(at)))
        }
      }
      await house.storage.tend()
      return { folder, readers, works: [first, second, third, ...others], remove }
    } finally {
      await house.close()
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** What is made of a form before anything is written. */
export type Ready = { readonly body: Prose; readonly print: string | null }

export function prepareComment(number: number): Ready {
  const body = fromPlainText(saying(number), 'comment')
  return { body, print: printOf(toPlainText(body)) }
}

/** Says something on a work; throws when it does not appear at once. `once` is never used twice. */
export async function comment(
  tx: Tx,
  house: House,
  { accountId, penNameId }: Reader,
  work: Work,
  { body, print }: Ready,
  once: string,
): Promise<void> {
  const posted = await postComment(tx, house, actorOf(accountId), {
    workId: work.id,
    chapterId: work.chapter,
    parentId: null,
    voice: { kind: 'pen-name', id: penNameId, accountId },
    body,
    print,
    suspicion: null,
    onceKey: onceKeyOf([work.id, penNameId, once]),
  })
  if (posted.kind !== 'posted') throw new Error(`the comment is ${posted.kind}`)
}

function actorOf(id: AccountId): Actor {
  const account = {
    id,
    role: 'reader',
    sessionHash: '',
    actingPenName: null,
    unseenNotices: 0,
  } as const
  return { account, reading: defaultReading }
}

async function signUp(house: House, at: number): Promise<Reader> {
  return house.write(async (tx) => {
    const made = await createAccount(tx, house, {
      email: `reader${at}@people.example`,
      passwordHash: 'nobody signs in with a password here',
      penName: `Tidewrack ${at}`,
      role: 'reader',
    })
    if (made.kind !== 'made') throw new Error(made.kind)
    // A mail for every comment would measure the outbox.
    await tx.updateTable('account').set({ mail_wanted: 0 }).where('id', '=', made.id).execute()
    const { token } = await openSession(tx, house, made.id, 'bench')
    return { accountId: made.id, penNameId: made.penNameId, session: token }
  })
}

async function bring(house: House, { accountId, penNameId }: Reader, at: number): Promise<Work> {
  const { work, problems } = await importFile(house, {
    bytes: new TextEncoder().encode(workFile(at)),
    fileName: `part-${at}.txt`,
    accountId,
    penName: { id: penNameId },
    publish: true,
  })
  const [chapter] = work === null ? [] : await listChapters(house.db, work)
  if (work === null || !chapter) throw new Error(JSON.stringify(problems))
  return { id: work, chapter: chapter.id }
}
