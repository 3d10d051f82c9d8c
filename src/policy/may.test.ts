import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId } from '#shared/ids.ts'
import type { Role } from '#storage/schema/tables.ts'
import { type Actor, hasRole } from './actor.ts'
import { isAboveComfort } from './comfort.ts'
import { mayComment, mayModerate, mayRunArchive, mayUsePenName, mayWriteWork } from './may.ts'
import { defaultReading } from './reading.ts'

const own = 'own' as AccountId
const another = 'another' as AccountId

const signedIn = (role: Role): Actor => ({
  account: { id: own, role, sessionHash: '', actingPenName: null, unseenNotices: 0 },
  reading: defaultReading,
})
const stranger: Actor = { account: null, reading: defaultReading }
const roles: readonly Role[] = ['reader', 'moderator', 'archivist']

test('a work and a pen name are their own account’s, whatever the role of others', () => {
  for (const role of roles) {
    assert.equal(mayWriteWork(signedIn(role), [another, own]), true)
    assert.equal(mayWriteWork(signedIn(role), [another]), false)
    assert.equal(mayWriteWork(signedIn(role), []), false)
    assert.equal(mayUsePenName(signedIn(role), own), true)
    assert.equal(mayUsePenName(signedIn(role), another), false)
  }
  assert.equal(mayWriteWork(stranger, [own]), false)
  assert.equal(mayUsePenName(stranger, own), false)
})

test('each role may what the roles below it may', () => {
  const may = (actor: Actor) => [mayModerate(actor), mayRunArchive(actor)]
  assert.deepEqual([stranger, ...roles.map(signedIn)].map(may), [
    [false, false],
    [false, false],
    [true, false],
    [true, true],
  ])
  for (const role of roles) assert.equal(hasRole(stranger, role), false)
})

test('who may comment is what the author chose', () => {
  for (const [from, guest, reader] of [
    ['anyone', true, true],
    ['accounts', false, true],
    ['nobody', false, false],
  ] as const) {
    assert.equal(mayComment(stranger, from), guest)
    assert.equal(mayComment(signedIn('reader'), from), reader)
  }
})

test('M and E ask first unless the reader says otherwise', () => {
  const asked = (ask: readonly string[]) =>
    ['G', 'T', 'M', 'E', 'NR'].filter((code) => isAboveComfort({ ...defaultReading, ask }, code))
  assert.deepEqual(asked(defaultReading.ask), ['M', 'E'])
  assert.deepEqual(asked([]), [])
  assert.deepEqual(asked(['NR', 'X']), ['NR'])
})
