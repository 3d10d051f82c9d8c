import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isPassword } from '#accounts/passwords.ts'
import { openSession } from '#accounts/sessions.ts'
import { findRecoverable, makeRecoverToken } from '#accounts/tokens.ts'
import { systemClock } from '#shared/clock.ts'
import { systemRandom } from '#shared/random.ts'
import type { Place } from '#storage/open.ts'
import { type Databases, databasesOf, onBothDatabases } from '../../test/support/databases.ts'
import { linesOf, type Settings, settingsOf, tweed } from './launcher.fixture.ts'

const password = 'the kettle sings at six'

async function fresh(databases: Databases): Promise<{ place: Place; settings: Settings }> {
  const place = await databases.freshPlace()
  return { place, settings: settingsOf(place, await databases.folder()) }
}

const create = (email: string, penName: string, ...more: string[]) => [
  'account',
  'create',
  '--email',
  email,
  '--pen-name',
  penName,
  ...more,
]

/** Every account with its first pen name, and whether this is its password. */
async function accounts(databases: Databases, place: Place, guess: string) {
  const { db } = await databases.open(place)
  const rows = await db
    .selectFrom('account')
    .innerJoin('pen_name', 'pen_name.account_id', 'account.id')
    .select(['email', 'role', 'name', 'password_hash'])
    .orderBy('email')
    .execute()
  return Promise.all(
    rows.map(async ({ email, role, name, password_hash }) => [
      email,
      role,
      name,
      await isPassword(guess, password_hash),
    ]),
  )
}

onBothDatabases('tweed account create', (databases) => {
  test('takes the password from the first line of standard input', async () => {
    const { place, settings } = await fresh(databases)
    const args = create('keeper@archive.example', 'Ada Vane', '--role', 'archivist')
    const input = `${password}\nand not this\n`
    const { code, out, err } = await tweed([...args, '--password-stdin'], settings, { input })
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    assert.deepEqual(linesOf(out), [
      'keeper@archive.example has an account (archivist) with the pen name Ada Vane.',
    ])
    assert.deepEqual(await accounts(databases, place, password), [
      ['keeper@archive.example', 'archivist', 'Ada Vane', true],
    ])
  })

  test('makes a password where nobody can type one, and shows it once', async () => {
    const { place, settings } = await fresh(databases)
    const { code, out, err } = await tweed(create('a@archive.example', 'Tidewrack'), settings)
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const [, shown = ''] = linesOf(out)
    const made = /^Password: ((?:\w{4}-){3}\w{4}) \(it is not shown again\)$/.exec(shown)?.[1]
    assert.ok(made, shown)
    assert.deepEqual(await accounts(databases, place, made), [
      ['a@archive.example', 'reader', 'Tidewrack', true],
    ])
  })

  test('--json tells one line, and the password only where it was made', async () => {
    const { settings } = await fresh(databases)
    const args = create('A@archive.example', ' Salt  Grass ', '--json')
    const made = await tweed([...args, '--role', 'moderator'], settings)
    assert.deepEqual([made.code, made.err, linesOf(made.out).length], [0, '', 1])
    const told = JSON.parse(made.out) as Record<string, unknown>
    assert.deepEqual(Object.keys(told), ['email', 'pen_name', 'role', 'password'])
    assert.equal(told['pen_name'], 'Salt Grass')
    assert.equal(told['role'], 'moderator')
    assert.match(String(told['password']), /^(\w{4}-){3}\w{4}$/)
    const given = await tweed(
      [...create('b@archive.example', 'Wick'), '--json', '--password-stdin'],
      settings,
      { input: password },
    )
    assert.deepEqual(JSON.parse(given.out), {
      email: 'b@archive.example',
      pen_name: 'Wick',
      role: 'reader',
      password: null,
    })
  })

  test('an address or a pen name that is taken is told, and nothing is made', async () => {
    const { place, settings } = await fresh(databases)
    const first = create('keeper@archive.example', 'Ada Vane', '--password-stdin')
    assert.equal((await tweed(first, settings, { input: password })).code, 0)
    await refused(settings, 'KEEPER@archive.example', 'Other', password, /^There is .*already\.$/)
    await refused(settings, 'b@archive.example', 'ada vane', password, /^This name is taken/)
    assert.deepEqual(await accounts(databases, place, password), [
      ['keeper@archive.example', 'reader', 'Ada Vane', true],
    ])
  })
})

onBothDatabases('tweed account password', (databases) => {
  const set = (email: string, ...more: string[]) => [
    'account',
    'password',
    '--email',
    email,
    ...more,
  ]

  /** An archive with Ada Vane in it, who is signed in and has asked for a link to a new password. */
  async function withAda() {
    const { place, settings } = await fresh(databases)
    const first = create('keeper@archive.example', 'Ada Vane', '--password-stdin')
    assert.equal((await tweed(first, settings, { input: password })).code, 0)
    const { db, write } = await databases.open(place)
    const { id } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    const needs = { clock: systemClock, random: systemRandom }
    const token = await write(async (tx) => {
      await openSession(tx, needs, id, 'A browser')
      return makeRecoverToken(tx, needs, { account: id, byHand: true })
    })
    const left = async () => ({
      sessions: (await db.selectFrom('session').select('token_hash').execute()).length,
      link: (await findRecoverable(db, needs, token)) !== null,
      mails: (await db.selectFrom('mail').select('subject').execute()).map((row) => row.subject),
    })
    return { place, settings, left }
  }

  test('sets the one on standard input, ends every session and link, and tells the owner', async () => {
    const { place, settings, left } = await withAda()
    assert.deepEqual(await left(), { sessions: 1, link: true, mails: [] })
    const input = 'the stove has gone out\nand not this\n'
    const args = set('KEEPER@archive.example', '--password-stdin')
    const { code, out, err } = await tweed(args, settings, { input })
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const line = 'keeper@archive.example has a new password; every browser is signed out.'
    assert.deepEqual(linesOf(out), [line])
    assert.deepEqual(await accounts(databases, place, 'the stove has gone out'), [
      ['keeper@archive.example', 'reader', 'Ada Vane', true],
    ])
    const mails = ['Your password at Tweed was changed']
    assert.deepEqual(await left(), { sessions: 0, link: false, mails })
  })

  test('makes one where none is given, and shows it once; --json tells it in one line', async () => {
    const { place, settings } = await withAda()
    const { code, out, err } = await tweed(set('keeper@archive.example'), settings)
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const [, shown = ''] = linesOf(out)
    const made = /^Password: ((?:\w{4}-){3}\w{4}) \(it is not shown again\)$/.exec(shown)?.[1]
    assert.ok(made, shown)
    assert.equal((await accounts(databases, place, made))[0]?.at(-1), true)
    const json = await tweed(set('keeper@archive.example', '--json'), settings)
    assert.deepEqual([json.code, json.err, linesOf(json.out).length], [0, '', 1])
    const told = JSON.parse(json.out) as Record<string, unknown>
    assert.deepEqual(Object.keys(told), ['email', 'password'])
    assert.equal((await accounts(databases, place, String(told['password'])))[0]?.at(-1), true)
    const given = set('keeper@archive.example', '--json', '--password-stdin')
    const quiet = await tweed(given, settings, { input: password })
    assert.deepEqual(JSON.parse(quiet.out), { email: 'keeper@archive.example', password: null })
  })

  test('refuses what is no account or no password in one sentence: exit code 1', async () => {
    const { place, settings, left } = await withAda()
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['b@archive.example', 'the stove is out', /There is no account for b@archive\.example\.$/],
      ['nobody', 'the stove is out', /nobody: This is no e-mail address\.$/],
      ['keeper@archive.example', 'password123', /tried first everywhere/],
      ['keeper@archive.example', '', /There is no password on standard input\.$/],
    ]
    for (const [email, input, sentence] of cases) {
      const args = set(email, '--password-stdin', '--json')
      const { code, out, err } = await tweed(args, settings, { input })
      assert.deepEqual({ code, out, lines: linesOf(err).length }, { code: 1, out: '', lines: 1 })
      assert.match(err.trim(), sentence)
    }
    assert.equal((await accounts(databases, place, password))[0]?.at(-1), true)
    assert.deepEqual(await left(), { sessions: 1, link: true, mails: [] })
  })
})

/** It ends with 1 and one sentence that does not repeat the password, and nothing on standard output. */
async function refused(
  settings: Settings,
  email: string,
  penName: string,
  input: string,
  sentence: RegExp,
): Promise<void> {
  const args = create(email, penName, '--password-stdin', '--json')
  const { code, out, err } = await tweed(args, settings, { input })
  assert.deepEqual({ code, out }, { code: 1, out: '' }, err)
  const [line = '', ...more] = linesOf(err)
  assert.deepEqual(more, [])
  assert.match(line.replace(/^tweed: /, ''), sentence)
  if (input) assert.ok(!line.includes(input), 'the password is not repeated')
}

describe('what no account can be', () => {
  const databases = databasesOf('sqlite')
  const wrong: readonly (readonly [string, string, string, RegExp])[] = [
    ['nobody', 'Other', password, /^nobody: This is no e-mail address\.$/],
    ['b@archive.example', ' ', password, /^A name needs something that can be seen\.$/],
    ['b@archive.example', 'x'.repeat(200), password, /name/],
    ['b@archive.example', 'Other', '', /^There is no password on standard input\.$/],
    ['b@archive.example', 'Other', 'short', /^A password has at least 8 characters\.$/],
    ['b@archive.example', 'Other', 'password123', /tried first everywhere/],
  ]
  test('is told in one sentence, and no archive is made for it', async () => {
    const { settings } = await fresh(databases)
    await Promise.all(wrong.map((one) => refused(settings, ...one)))
    const { err } = await tweed(['check'], settings)
    assert.match(err, /There is no archive/)
  })
})

onBothDatabases('an account and a database that is not there', ({ engine, folder }) => {
  test('is told in one sentence without the address’s password', async () => {
    const data = await folder()
    const settings: Settings =
      engine === 'sqlite'
        ? { TWEED_DATA: '/dev/null/data' }
        : { TWEED_DATA: data, TWEED_DATABASE_URL: 'postgres://stove:opensesame@127.0.0.1:9/none' }
    const { code, out, err } = await tweed(create('a@archive.example', 'A', '--json'), settings)
    assert.deepEqual({ code, out }, { code: 1, out: '' })
    assert.equal(linesOf(err).length, 1)
    assert.match(err, engine === 'sqlite' ? /\/dev\/null/ : /No PostgreSQL server answers/)
    assert.doesNotMatch(err, /opensesame/)
  })
})
