import assert from 'node:assert/strict'
import { changeSiteSettings } from '#storage/site-settings.ts'
import { defaultSiteSettings, readSiteSettings } from '#storage/site-settings.ts'
import { urls } from '#urls.ts'
import { becomeArchivist, onBothHouses, signUp } from '../../test/support/house.ts'
import { auditOf, publishStory } from './talk.fixture.ts'

const signUpLink = />Sign up<\/a>/

onBothHouses(
  'Changed settings are on the very next page, public ones too, and on record',
  async (house) => {
    const archivist = house.visitor()
    const { accountId } = await becomeArchivist(house, archivist)
    const stranger = house.visitor()
    const old = await stranger.get(urls.home())
    assert.match(old.text, signUpLink)
    const page = await archivist.get(urls.adminSettings())
    const saved = await page
      .form(urls.adminSettings())
      .fill({ name: 'Lanternhouse', tagline: 'Stories of one harbour', signUp: 'closed' })
      .send()
    assert.equal(saved.location, urls.adminAfter('settings', 'saved'))
    const again = await saved.follow()
    assert.match(again.text, /Saved\./)
    assert.match(again.text, /<title>[^<]*Lanternhouse<\/title>/)
    assert.deepEqual(again.form(urls.adminSettings()).values.get('name'), ['Lanternhouse'])

    const etag = old.headers.get('etag') ?? ''
    const now = await stranger.get(urls.home(), { 'if-none-match': etag })
    assert.equal(now.status, 200)
    assert.match(now.text, /<title>[^<]*Lanternhouse<\/title>/)
    assert.match(now.text, /Stories of one harbour/)
    assert.doesNotMatch(now.text, signUpLink)
    assert.deepEqual(await auditOf(house), [
      {
        act: 'settings changed',
        subject: 'name, tagline, signUp',
        detail:
          'name: Tweed → Lanternhouse; tagline: An archive of stories → Stories of one harbour; signUp: open → closed',
        by: accountId,
      },
    ])
  },
)

onBothHouses(
  'Settings that are read while they change are not kept as they were',
  async (house) => {
    house.advance(1000)
    const reading = house.settings()
    house.forgetSettings()
    const before = await reading
    const changed = { ...before, name: 'Lanternhouse' }
    await house.write((tx) => changeSiteSettings(tx, house.clock, changed))
    assert.deepEqual(await house.settings(), changed)
  },
)

onBothHouses('Saving the same settings again is on no record', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const page = await archivist.get(urls.adminSettings())
  assert.equal((await page.form(urls.adminSettings()).send()).status, 303)
  assert.deepEqual(await auditOf(house), [])
})

onBothHouses(
  'One stored setting that makes no sense has its default, the others stay',
  async (house) => {
    const archivist = house.visitor()
    await becomeArchivist(house, archivist)
    const page = await archivist.get(urls.adminSettings())
    await page
      .form(urls.adminSettings())
      .fill({ name: 'Lanternhouse', tagline: 'Stories of one harbour', commentsHeld: 'yes' })
      .send()
    const store = (value: string) =>
      house.write((tx) =>
        tx.updateTable('setting').set({ value }).where('name', '=', 'site').execute(),
      )
    const saved = await readSiteSettings(house.db)
    assert.equal(saved.name, 'Lanternhouse')
    await store(JSON.stringify({ ...saved, signUp: 'perhaps', tagline: 7 }))
    assert.deepEqual(await readSiteSettings(house.db), {
      ...saved,
      signUp: defaultSiteSettings.signUp,
      tagline: defaultSiteSettings.tagline,
    })
    for (const none of ['{', 'null', '[]', '7']) {
      await store(none)
      assert.deepEqual(await readSiteSettings(house.db), defaultSiteSettings, none)
    }
  },
)

onBothHouses(
  'The name and the line below it are counted as people see characters',
  async (house) => {
    const archivist = house.visitor()
    await becomeArchivist(house, archivist)
    const family = '👩‍👩‍👧‍👦'
    const form = (await archivist.get(urls.adminSettings())).form(urls.adminSettings())
    const long = await form.fill({ name: family.repeat(81), tagline: family.repeat(201) }).send()
    assert.equal(long.status, 422)
    const fits = { name: family.repeat(80), tagline: family.repeat(200) }
    assert.equal((await form.fill(fits).send()).status, 303)
    const { name, tagline } = await readSiteSettings(house.db)
    assert.deepEqual({ name, tagline }, fits)
  },
)

onBothHouses('Wrong settings come back with what was typed', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const page = await archivist.get(urls.adminSettings())
  const form = page
    .form(urls.adminSettings())
    .fill({ name: '', tagline: 'a < b & c', about: 'Half a page', commentsHeld: 'yes' })
  const back = await form.send()
  assert.equal(back.status, 422)
  assert.match(back.text, /The archive needs a name/)
  const kept = back.form(urls.adminSettings()).values
  assert.deepEqual(kept.get('tagline'), ['a < b & c'])
  assert.deepEqual(kept.get('commentsHeld'), ['yes'])
  assert.match(back.text, /Half a page/)
  const odd = await archivist.post(urls.adminSettings(), { name: 'A', signUp: 'perhaps' })
  assert.equal(odd.status, 422)
  assert.match(odd.text, /Choose one of these\./)
  assert.deepEqual(await auditOf(house), [])
})

onBothHouses('A renamed rating is on the work’s page at once; one in use stays', async (house) => {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Harbour Light' })
  const work = await publishStory(house, author, 'The Empty Ferry')
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const stranger = house.visitor()
  assert.match((await stranger.get(urls.work(work))).text, /For everyone/)

  const page = await archivist.get(urls.adminRatings())
  assert.match(page.text, /Step 1 \(in use\)/)
  const sentence = 'For all hands on deck.'
  const saved = await page
    .form(urls.adminRatings())
    .fill({
      'sentence-1': sentence,
      'code-6': 'X',
      'name-6': 'Locked',
      'age-6': '21',
      'sentence-6': 'For nobody who blushes.',
    })
    .send()
  assert.equal(saved.location, urls.adminAfter('ratings', 'saved'))
  assert.match((await stranger.get(urls.work(work))).text, /For all hands on deck\./)
  const desk = await author.get(urls.newWork())
  assert.match(desk.text, /Locked/)

  const empty = { 'code-1': '', 'name-1': '', 'age-1': '', 'sentence-1': '' }
  const next = await archivist.get(urls.adminRatings())
  const refused = await next
    .form(urls.adminRatings())
    .fill({ ...empty, 'name-2': 'Teenagers' })
    .send()
  assert.equal(refused.status, 422)
  assert.match(refused.text, /in use and can’t be taken away: G\./)
  assert.deepEqual(refused.form(urls.adminRatings()).values.get('name-2'), ['Teenagers'])
  assert.match((await stranger.get(urls.work(work))).text, /For all hands on deck\./)
  assert.deepEqual(
    (await auditOf(house)).map(({ act, detail }) => `${act}: ${detail}`),
    ['ratings changed: G, T, M, E, NR, X'],
  )
})

onBothHouses('A step that no work stands on can go, and the order can change', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const page = await archivist.get(urls.adminRatings())
  const form = page.form(urls.adminRatings())
  const saved = await form
    .fill({ 'code-3': '', 'name-3': '', 'age-3': '', 'sentence-3': '' })
    .send()
  assert.equal(saved.status, 303)
  const rows = await house.db.selectFrom('rating').select('code').orderBy('position').execute()
  assert.deepEqual(
    rows.map(({ code }) => code),
    ['G', 'T', 'E', 'NR'],
  )
})

onBothHouses('A wrong scale comes back with every row as it was typed', async (house) => {
  const archivist = house.visitor()
  await becomeArchivist(house, archivist)
  const page = await archivist.get(urls.adminRatings())
  const back = await page
    .form(urls.adminRatings())
    .fill({
      'code-2': 'G',
      'age-3': 'grown-up',
      'sentence-4': '',
      'code-6': 'a b',
      'name-6': 'Tab\tand\u0007 bell',
    })
    .send()
  assert.equal(back.status, 422)
  assert.match(back.text, /Step 2: this code stands twice\./)
  assert.match(back.text, /Step 3: an age is a whole number/)
  assert.match(back.text, /Step 4: a sentence has/)
  assert.match(back.text, /Step 6: a code has/)
  assert.match(back.text, /Step 6: a sentence has/)
  const kept = back.form(urls.adminRatings()).values
  assert.deepEqual(kept.get('age-3'), ['grown-up'])
  assert.deepEqual(kept.get('code-6'), ['a b'])
  assert.deepEqual(kept.get('name-6'), ['Tab and bell'])
  const none = await archivist.post(urls.adminRatings(), { 'code-1': '' })
  assert.equal(none.status, 422)
  assert.match(none.text, /The scale needs at least one step\./)
  assert.deepEqual(await auditOf(house), [])
})

onBothHouses(
  'The list of warnings is the archivist’s; one that a work has stays',
  async (house) => {
    const author = house.visitor()
    await signUp(house, author, { penName: 'Harbour Light' })
    const work = await publishStory(house, author, 'Storm Bells', {
      warningAnswer: 'listed',
      warning: 'gore',
    })
    const archivist = house.visitor()
    await becomeArchivist(house, archivist)
    const stranger = house.visitor()
    assert.match((await stranger.get(urls.work(work))).text, /Gore/)

    const page = await archivist.get(urls.adminWarnings())
    const saved = await page
      .form(urls.adminWarnings())
      .fill({
        'name-9': 'Blood and wounds',
        'code-13': '',
        'name-13': '',
        'code-14': 'drowning',
        'name-14': 'Drowning',
      })
      .send()
    assert.equal(saved.location, urls.adminAfter('warnings', 'saved'))
    assert.match((await stranger.get(urls.work(work))).text, /Blood and wounds/)
    const codes = await house.db
      .selectFrom('warning_kind')
      .select('code')
      .orderBy('position')
      .execute()
    assert.equal(codes.at(-1)?.code, 'drowning')
    assert.ok(!codes.some(({ code }) => code === 'animal-death'))

    const next = await archivist.get(urls.adminWarnings())
    const refused = await next
      .form(urls.adminWarnings())
      .fill({ 'code-9': '', 'name-9': '', 'name-1': 'Violence in detail' })
      .send()
    assert.equal(refused.status, 422)
    assert.match(refused.text, /can’t be taken away: gore\./)
    assert.deepEqual(refused.form(urls.adminWarnings()).values.get('name-1'), [
      'Violence in detail',
    ])
    const wrong = await next.form(urls.adminWarnings()).fill({ 'code-1': 'Not A Code' }).send()
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Warning 1: a code has/)
    assert.deepEqual(
      (await auditOf(house)).map(({ act }) => act),
      ['warnings changed'],
    )
  },
)
