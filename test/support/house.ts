import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Hono } from 'hono'
import { ensureFirstArchivistLink } from '#accounts/first-archivist.ts'
import { makeApp, openHouse } from '#app.ts'
import { parseConfig } from '#config/config.ts'
import { makeJobs } from '#jobs/jobs.ts'
import { makeTransport } from '#mail/transport.ts'
import type { AccountId, PenNameId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Role } from '#storage/schema/tables.ts'
import { urls } from '#urls.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { dropDatabase, postgresUrl, stopOwnPostgres } from './postgres.ts'
import { makeVisitor, type Visitor } from './visitor.ts'

export type { Form } from './form.ts'
export type { Answer, Visitor } from './visitor.ts'

after(stopOwnPostgres)

export type Engine = 'sqlite' | 'postgres'
export const engines: readonly Engine[] = ['sqlite', 'postgres']

/** A whole archive in this process, on a real database, with a clock and a chance that tests rule. */
export type TestHouse = House & {
  readonly app: Hono<Env>
  /** A new browser; with an address of its own unless one is given. */
  visitor(address?: string): Visitor
  /** Lets time pass. */
  advance(milliseconds: number): void
  /** Every mail that was ever queued, oldest first. */
  mails(): Promise<{ to: string; subject: string; text: string; stopUrl: string | null }[]>
  /** Runs every job once, as the clock would: mail goes out, what is old goes away. A job that fails fails the test. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** When every test begins. */
export const begin = new Date('2026-11-23T09:00:00.000Z')

/** Opens an archive of its own. `close` it, or use `onBothHouses`. `environment` is what a person would set. */
export async function testHouse(
  engine: Engine,
  environment: Record<string, string> = {},
): Promise<TestHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'tweed-test-'))
  const config = parseConfig({
    TWEED_DATA: folder,
    TWEED_URL: 'http://archive.test',
    ...(engine === 'postgres' ? { TWEED_DATABASE_URL: await postgresUrl() } : {}),
    ...environment,
  })
  let now = begin.getTime()
  const house = await openHouse(config, { clock: () => new Date(now), random: seeded('tweed') })
  const app = makeApp(house)
  let failure: unknown = null
  const jobs = makeJobs(house, makeTransport(config), (_, error) => {
    failure = error
  })
  return Object.assign(house, {
    app,
    visitor: (address?: string) => makeVisitor(app, house, address),
    advance(milliseconds: number) {
      now += milliseconds
    },
    async mails() {
      const rows = await house.db
        .selectFrom('mail')
        .select(['to_address', 'subject', 'body', 'stop_url'])
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        to: row.to_address,
        subject: row.subject,
        text: row.body,
        stopUrl: row.stop_url,
      }))
    },
    async settle() {
      await jobs.run(true)
      if (failure) throw failure
    },
    close: closing(house.close, folder, config.place),
  })
}

function closing(
  close: () => Promise<void>,
  folder: string,
  place: House['config']['place'],
): () => Promise<void> {
  return async () => {
    await close()
    if (place.kind === 'postgres') await dropDatabase(place.url)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Bytes that are the same in every run, and never the same twice in one. */
export function seeded(seed: string): Random {
  let drawn = 0
  return (length) => {
    const parts: Buffer[] = []
    for (let got = 0; got < length; got += 32) {
      parts.push(createHash('sha256').update(`${seed} ${drawn++}`).digest())
    }
    return Buffer.concat(parts).subarray(0, length)
  }
}

/** One test, run on SQLite and on PostgreSQL, each time in an archive of its own. */
export function onBothHouses(title: string, run: (house: TestHouse) => Promise<void>): void {
  for (const engine of engines) {
    test(`${title} (${engine})`, async () => {
      const house = await testHouse(engine)
      try {
        await run(house)
      } finally {
        await house.close()
      }
    })
  }
}

export type Person = {
  email: string
  password: string
  accountId: AccountId
  penName: string
  penNameId: PenNameId
}

/** Makes an account by the sign-up page and signs it in. */
export async function signUp(
  house: TestHouse,
  visitor: Visitor,
  wanted: { penName: string; email?: string; password?: string; role?: Role },
): Promise<Person> {
  const { penName } = wanted
  const name = penName.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'somebody'
  const email = wanted.email ?? `${name}@people.test`
  const password = wanted.password ?? `a long walk by ${name}`
  const page = await visitor.get(urls.signUp())
  const made = await page.form(urls.signUp()).fill({ email, password, pen_name: penName }).send()
  if (made.status !== 303) throw new Error(`sign-up answered ${made.status}: ${made.text}`)
  await signIn(visitor, { email, password })
  const row = await house.db
    .selectFrom('pen_name')
    .select(['id', 'account_id'])
    .where('name', '=', penName)
    .executeTakeFirstOrThrow()
  const { role } = wanted
  if (role) {
    await house.write(async (tx) => {
      await tx.updateTable('account').set({ role }).where('id', '=', row.account_id).execute()
    })
  }
  return { email, password, accountId: row.account_id, penName, penNameId: row.id }
}

/** Signs in by the page; throws when it is refused. */
export async function signIn(
  visitor: Visitor,
  person: { email: string; password: string },
): Promise<void> {
  const page = await visitor.get(urls.signIn())
  const { email, password } = person
  const answer = await page.form(urls.signIn()).fill({ email, password }).send()
  if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}: ${answer.text}`)
}

/** Makes the first archivist by the one-time link, and leaves them signed in. */
export async function becomeArchivist(house: TestHouse, visitor: Visitor): Promise<Person> {
  const link = await ensureFirstArchivistLink(house)
  if (!link) throw new Error('there is an archivist already')
  const path = new URL(link).pathname
  const person = {
    email: 'keeper@people.test',
    password: 'keys of the reading room',
    penName: 'Keeper',
  }
  const { email, password, penName } = person
  const page = await visitor.get(path)
  const made = await page.form(path).fill({ email, password, pen_name: penName }).send()
  if (made.status !== 303) throw new Error(`it answered ${made.status}: ${made.text}`)
  const row = await house.db
    .selectFrom('pen_name')
    .select(['id', 'account_id'])
    .where('name', '=', penName)
    .executeTakeFirstOrThrow()
  return { ...person, accountId: row.account_id, penNameId: row.id }
}
