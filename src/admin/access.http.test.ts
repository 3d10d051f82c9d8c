import assert from 'node:assert/strict'
import { operatingRoutes } from '#policy/routes/operating.ts'
import { urls } from '#urls.ts'
import {
  type Answer,
  becomeArchivist,
  onBothHouses,
  signUp,
  type TestHouse,
  type Visitor,
} from '../../test/support/house.ts'

const ofStaff = operatingRoutes.filter(({ path }) => path.startsWith('/admin'))

async function people(house: TestHouse): Promise<Record<string, Visitor>> {
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Rosalind' })
  const moderator = house.visitor()
  await signUp(house, moderator, { penName: 'Warden', role: 'moderator' })
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  return { reader, moderator, archivist }
}

onBothHouses(
  'Each admin page opens for those that the table names, and for nobody else',
  async (house) => {
    const { reader, moderator, archivist } = await people(house)
    assert.ok(reader && moderator && archivist)
    const mail = await house.db.selectFrom('mail').select('id').limit(1).executeTakeFirstOrThrow()
    const account = await house.db
      .selectFrom('account')
      .select('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    const ids: Record<string, string> = {
      '/admin/outbox/:id': mail.id,
      '/admin/accounts/:id': account.id,
    }
    let opened = 0
    for (const { method, path, who } of ofStaff) {
      if (method !== 'GET' || path === '/admin/reports/:id') continue
      const at = path.replace(':id', ids[path] ?? '')
      const stranger = await house.visitor().get(at)
      assert.equal(stranger.status, 303, at)
      assert.equal(stranger.location, urls.signIn(at))
      assert.equal((await reader.get(at)).status, 404, `reader ${at}`)
      const expected = who === 'moderator' ? 200 : 404
      assert.equal((await moderator.get(at)).status, expected, `moderator ${at}`)
      const page: Answer = await archivist.get(at)
      assert.equal(page.status, 200, `archivist ${at}`)
      assert.equal(page.headers.get('cache-control'), 'no-store')
      assert.match(page.text, /<meta name="robots" content="noindex/)
      opened++
    }
    assert.equal(opened, 10)
  },
)

onBothHouses('No form of staff is taken from anybody else', async (house) => {
  const { reader, moderator } = await people(house)
  assert.ok(reader && moderator)
  const before = await house.db.selectFrom('audit_log').selectAll().execute()
  for (const { method, path, who } of ofStaff) {
    if (method !== 'POST') continue
    const at = path.replace(':id', '0123456789abcdef')
    assert.equal((await house.visitor().post(at)).status, 403, at)
    assert.equal((await reader.post(at)).status, 404, `reader ${at}`)
    if (who === 'archivist') assert.equal((await moderator.post(at)).status, 404, `moderator ${at}`)
  }
  const after = await house.db.selectFrom('audit_log').selectAll().execute()
  assert.deepEqual(after, before)
})

onBothHouses('A path below /admin that nobody thought of is not found', async (house) => {
  const { moderator, archivist } = await people(house)
  assert.ok(moderator && archivist)
  assert.equal((await moderator.get('/admin/keys')).status, 404)
  assert.equal((await archivist.get('/admin/keys')).status, 404)
  assert.equal((await house.visitor().get('/admin/keys')).location, urls.signIn('/admin/keys'))
})

onBothHouses(
  'The first page says what waits, and the server’s facts to the archivist alone',
  async (house) => {
    const { moderator, archivist } = await people(house)
    assert.ok(moderator && archivist)
    const forModerator = await moderator.get(urls.admin())
    assert.match(forModerator.text, /No open reports/)
    assert.doesNotMatch(forModerator.text, /Database|Outbox|Accounts/)
    const forArchivist = await archivist.get(urls.admin())
    assert.match(forArchivist.text, /mails? (is|are) waiting/)
    assert.match(forArchivist.text, house.storage.engine === 'sqlite' ? /SQLite/ : /PostgreSQL/)
    assert.match(forArchivist.text, /TWEED_SMTP_URL/)
  },
)
