import assert from 'node:assert/strict'
import { recordAudit } from '#storage/audit-log.ts'
import { urls } from '#urls.ts'
import { becomeArchivist, onBothHouses, signUp } from '../../test/support/house.ts'
import { onPage } from './paging.ts'
import { auditOf } from './talk.fixture.ts'

onBothHouses(
  'The archivist makes a moderator, which holds from their next request on',
  async (house) => {
    const archivist = house.visitor()
    const keeper = await becomeArchivist(house, archivist)
    const helper = house.visitor()
    const { accountId } = await signUp(house, helper, { penName: 'Helper' })
    assert.equal((await helper.get(urls.adminReports())).status, 404)
    const page = await archivist.get(urls.adminAccount(accountId))
    const saved = await page.form(urls.adminAccount(accountId)).fill({ role: 'moderator' }).send()
    assert.match((await saved.follow()).text, /Saved\./)
    assert.equal((await helper.get(urls.adminReports())).status, 200)
    assert.deepEqual(await auditOf(house), [
      {
        act: 'role changed',
        subject: `account ${accountId}`,
        detail: 'reader → moderator',
        by: keeper.accountId,
      },
    ])
    const log = await archivist.get(urls.adminAudit())
    assert.match(log.text, /keeper@people\.test/)
    assert.match(log.text, /reader → moderator/)
  },
)

onBothHouses('The last archivist stays one, and a role that is none is refused', async (house) => {
  const archivist = house.visitor()
  const keeper = await becomeArchivist(house, archivist)
  const path = urls.adminAccount(keeper.accountId)
  const back = await (await archivist.get(path)).form(path).fill({ role: 'reader' }).send()
  assert.equal(back.status, 422)
  assert.match(back.text, /This is the last archivist\./)
  assert.deepEqual(back.form(path).values.get('role'), ['reader'])
  assert.equal((await archivist.post(path, { role: 'king' })).status, 422)
  assert.equal((await archivist.post(path)).status, 422)
  assert.equal((await archivist.get(urls.admin())).status, 200)
  assert.deepEqual(await auditOf(house), [])

  const heir = house.visitor()
  await signUp(house, heir, { penName: 'Heir', role: 'archivist' })
  await (await archivist.get(path)).form(path).fill({ role: 'reader' }).send()
  assert.equal((await archivist.get(urls.admin())).status, 404)
  assert.equal((await heir.get(urls.admin())).status, 200)
})

onBothHouses('No admin page connects two pen names of an account', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const twice = house.visitor()
  const { accountId, email } = await signUp(house, twice, {
    penName: 'Morning Voice',
    email: 'a.person@people.test',
  })
  const page = await twice.get(urls.accountPenNames())
  const made = await page.form(urls.accountPenNames()).fill({ name: 'Evening Voice' }).send()
  assert.equal(made.status, 303, made.text)
  const one = await archivist.get(urls.adminAccount(accountId))
  assert.match(one.text, new RegExp(email))
  const others = [urls.adminAccounts(), urls.adminAudit(), urls.adminReports(), urls.admin()]
  for (const path of [urls.adminAccount(accountId), ...others]) {
    assert.doesNotMatch((await archivist.get(path)).text, /Morning Voice|Evening Voice/, path)
  }
})

onBothHouses('Accounts stand by e-mail, and the list begins where it is told to', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const all = onPage + 5
  await house.write(async (tx) => {
    for (let number = 1; number <= all; number++) {
      const email = `M${String(number).padStart(3, '0')}@people.test`
      await tx
        .insertInto('account')
        .values({
          id: `0000000000000${String(number).padStart(3, '0')}` as never,
          email,
          email_key: email.toLowerCase(),
          password_hash: 'none',
          role: 'reader',
          acting_pen_name_id: null,
          reading: '{}',
          mail_wanted: 0,
          created_at: house.clock().toISOString(),
          closed_at: null,
        })
        .execute()
    }
  })
  const found = (text: string) =>
    [...text.matchAll(/>(M\d+)@people\.test</g)].map(([, name]) => name)
  const first = await archivist.get(urls.adminAccounts())
  assert.match(first.text, /keeper@people\.test/)
  const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1] ?? ''
  const second = await archivist.get(next.replaceAll('&amp;', '&'))
  const names = [...found(first.text), ...found(second.text)]
  assert.equal(names.length, all)
  assert.deepEqual(names, names.toSorted())
  const from = await archivist.get(urls.adminAccounts('M05'))
  assert.equal(found(from.text)[0], 'M050')
  assert.equal(
    (await archivist.get(urls.adminAccounts('zzz'))).text.includes('No account from here on.'),
    true,
  )
  assert.equal((await archivist.get(urls.adminAccounts('\u0001\u202e'))).status, 200)
  assert.equal((await archivist.get(urls.adminAccount('0123456789abcdef'))).status, 404)
})

onBothHouses('The audit log is read page by page, the newest first', async (house) => {
  const archivist = house.visitor()
  const { accountId } = await becomeArchivist(house, archivist)
  assert.match((await archivist.get(urls.adminAudit())).text, /Nothing yet\./)
  await house.write(async (tx) => {
    for (let number = 1; number <= onPage + 2; number++) {
      await recordAudit(tx, house, { account: accountId, act: `deed ${number}.`, subject: 'x' })
    }
  })
  const first = await archivist.get(urls.adminAudit())
  const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1] ?? ''
  const second = await archivist.get(next.replaceAll('&amp;', '&'))
  const deeds = [first, second].map(({ text }) => [...text.matchAll(/deed \d+\./g)].map(String))
  assert.deepEqual(
    deeds.map(({ length }) => length),
    [onPage, 2],
  )
  assert.equal(new Set(deeds.flat()).size, onPage + 2)
})
