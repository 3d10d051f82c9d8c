import assert from 'node:assert/strict'
import { hour } from '#shared/clock.ts'
import type { TagId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { becomeArchivist, onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { addPenName } from '../../test/support/pen-names.ts'
import { postText } from '../../test/support/stories.ts'

const story = (title: string, fandom: string, characters: string) =>
  `Title: ${title}\nRating: G\nWarnings: None\nFandom: ${fandom}\nCharacters: ${characters}\nSummary: Of a day.\n\nIt was noon, and the bell rang.\n`

async function shelve(house: TestHouse) {
  const keeper = house.visitor()
  await becomeArchivist(house, keeper)
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  const post = async (title: string, fandom: string, characters: string, publish = true) => {
    house.advance(hour)
    return postText(house, person, story(title, fandom, characters), { publish })
  }
  await post('Bells', 'Harbour Lights', 'Ada Quill')
  await post('Tides', 'Harbour Lights', 'Ada Quill, Bo')
  await post('Gulls', 'Harbour Lights', 'ada-quill')
  await post('Salt', 'Harbour Lights', 'Ada Quil')
  await post('Rooks', 'The Tower', 'Cy')
  await post('Kept', 'Harbour Lights', 'Secret Heir', false)
  return { keeper, author, person, post }
}

async function tagOf(house: TestHouse, name: string): Promise<TagId> {
  const row = house.db.selectFrom('tag').select('id').where('name', '=', name)
  return (await row.executeTakeFirstOrThrow()).id
}
const titles = (text: string) =>
  [...text.matchAll(/work-item__title"[^>]*><a[^>]*>([^<]+)</g)]
    .map(([, title]) => title)
    .toSorted()

onBothHouses(
  'the desk proposes likely synonyms, takes many at once, and results follow at once',
  async (house) => {
    const { keeper } = await shelve(house)
    const reader = house.visitor()
    const [harbour, ada, dashed, mistyped, bo] = await Promise.all(
      ['Harbour Lights', 'Ada Quill', 'ada-quill', 'Ada Quil', 'Bo'].map((name) =>
        tagOf(house, name),
      ),
    )
    const desk = await keeper.get(urls.wrangling({ kind: 'character', fandom: harbour ?? null }))
    assert.equal(desk.status, 200)
    assert.doesNotMatch(desk.text, /Secret Heir/, 'what only a draft names is nobody’s to place')
    assert.doesNotMatch(desk.text, />Cy</, 'another fandom’s')
    assert.match(
      desk.text,
      new RegExp(`value="=${ada}">synonym of Ada Quill[^<]*case and punctuation`),
    )
    assert.match(desk.text, new RegExp(`value="=${ada}">synonym of Ada Quill[^<]*typing error`))
    assert.ok(
      desk.text.indexOf('Ada Quill<') < desk.text.indexOf('>Bo<'),
      'the most used come first',
    )
    const done = await keeper.post(urls.wrangling(), {
      kind: 'character',
      fandom: String(harbour),
      [`do-${dashed}`]: `=${ada}`,
      [`do-${mistyped}`]: `=${ada}`,
      [`do-${bo}`]: 'canonical',
      act: 'chosen',
    })
    assert.equal(done.status, 303, done.text)
    assert.match((await done.follow()).text, /3 tags were wrangled/)
    assert.deepEqual(titles((await reader.get(urls.works({ character: String(ada) }))).text), [
      'Bells',
      'Gulls',
      'Salt',
      'Tides',
    ])
    assert.match((await reader.get(urls.works({ character: String(mistyped) }))).text, /4 works/)
    const page = await reader.get(urls.tag(String(bo)))
    assert.match(page.text, /Belongs to<\/h2>[^]*Harbour Lights/)
    const family = await reader.get(urls.tag(String(ada)))
    assert.match(family.text, /4 works/i)
    assert.match(family.text, /Also written<\/h2>[^]*Ada Quil<[^]*ada-quill</)
    assert.doesNotMatch(family.text, /Wrangle this tag/)
    const log = await keeper.get(urls.wranglingLog())
    assert.match(log.text, /made “ada-quill” a synonym of “Ada Quill”/)
    const acts = [...log.text.matchAll(/name="act" value="([0-9a-z]{16})"/g)].map(([, id]) =>
      String(id),
    )
    const undone = await log.form(urls.wranglingLog()).fill({ act: acts }).send()
    assert.match((await undone.follow()).text, /3 tags were wrangled/)
    assert.deepEqual(titles((await reader.get(urls.works({ character: String(ada) }))).text), [
      'Bells',
      'Tides',
    ])
  },
)

onBothHouses(
  'whoever wrangles one fandom changes no tag of another, and nobody else anything',
  async (house) => {
    const { keeper, author, person } = await shelve(house)
    const [harbour, ada, bo, cy] = await Promise.all(
      ['Harbour Lights', 'Ada Quill', 'Bo', 'Cy'].map((name) => tagOf(house, name)),
    )
    assert.equal((await author.get(urls.wrangling())).status, 404)
    assert.doesNotMatch((await author.get(urls.account())).text, /Wrangling/)
    const admin = await keeper.get(urls.adminAccount(person.accountId))
    const wrong = await admin
      .form(urls.adminWrangling(person.accountId))
      .fill({ fandom: 'Nowhere' })
      .send()
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /no fandom of this name/)
    assert.match(wrong.text, /value="Nowhere"/)
    const given = await admin
      .form(urls.adminWrangling(person.accountId))
      .fill({ fandom: 'harbour lights' })
      .send()
    assert.match((await given.follow()).text, /Take back/)
    assert.match((await author.get(urls.account())).text, /Wrangling/)
    const post = (fields: Record<string, string | string[]>) =>
      author.post(urls.wrangling(), { kind: 'character', fandom: 'all', ...fields })
    const own = await post({ tag: [String(ada), String(bo)], act: 'canonical' })
    assert.equal(own.status, 303, own.text)
    const others = await post({ tag: [String(cy)], act: 'left-as-is' })
    assert.equal(others.status, 422)
    assert.match(others.text, /not among the fandoms/)
    const onPage = await author.post(urls.tag(String(cy)), { act: 'canonical' })
    assert.equal(onPage.status, 422)
    const tower = await tagOf(house, 'The Tower')
    const into = await author.post(urls.tag(String(ada)), { act: 'parents', fandoms: 'The Tower' })
    assert.equal(into.status, 422, 'nor puts tags under another fandom')
    assert.match(into.text, /The Tower<\/textarea>/, 'what was typed comes back')
    assert.equal(
      (await author.post(urls.tag(String(harbour)), { act: 'synonym', of: 'The Tower' })).status,
      422,
    )
    const cyRow = await house.db
      .selectFrom('tag')
      .selectAll()
      .where('id', 'in', [cy ?? tower, tower])
      .execute()
    assert.ok(
      cyRow.every(
        (row) => row.canonical === 0 && row.canonical_id === null && row.left_as_is === 0,
      ),
    )
    const page = await keeper.get(urls.adminAccount(person.accountId))
    await keeper.post(urls.adminWrangling(person.accountId), { act: 'take', id: String(harbour) })
    assert.match(page.text, /Harbour Lights/)
    assert.equal((await author.get(urls.wrangling())).status, 404)
    assert.equal((await post({ tag: [String(ada)], act: 'left-as-is' })).status, 404)
  },
)

onBothHouses(
  'a tag’s page is there for nobody whose works with it they may not see, and no log connects pen names',
  async (house) => {
    const { keeper, author, person } = await shelve(house)
    const heir = await tagOf(house, 'Secret Heir')
    for (const visitor of [house.visitor(), author, keeper]) {
      assert.equal((await visitor.get(urls.tag(heir))).status, 404)
    }
    await keeper.post(urls.adminWrangling(person.accountId), { act: 'give', fandom: '' })
    const ada = await tagOf(house, 'Ada Quill')
    await author.post(urls.tag(ada), { act: 'canonical' })
    const other = await addPenName(house, author, 'Lantern Moth')
    await author.post(urls.actAs(), { pen_name: other })
    await author.post(urls.tag(ada), { act: 'rename', name: 'Ada Maren Quill' })
    const log = await keeper.get(urls.wranglingLog())
    assert.match(log.text, /by Saltgrass/)
    assert.match(log.text, /by Lantern Moth/)
    assert.doesNotMatch(log.text, new RegExp(`${person.accountId}|${person.email}`))
    assert.match((await keeper.get(urls.tag(ada))).text, /leads to[^]*Ada Maren Quill/)
    const works = await house.visitor().get(urls.works({ character: ada }))
    assert.match(works.text, /2 works/)
    assert.match(works.text, />Ada Quill</, 'works keep their author’s words')
  },
)

onBothHouses('what is typed into the desk and the tag page is only ever text', async (house) => {
  const { keeper } = await shelve(house)
  const ada = await tagOf(house, 'Ada Quill')
  const vector = '"><script>alert(1)</script>'
  const named = await keeper.post(urls.tag(ada), { act: 'synonym', of: vector })
  assert.equal(named.status, 303)
  const page = (await keeper.get(urls.tag(ada))).text
  assert.doesNotMatch(page, /<script>alert/)
  assert.doesNotMatch((await keeper.get(urls.wranglingLog())).text, /<script>alert/)
  const long = await keeper.post(urls.tag(ada), { act: 'synonym', of: 'x'.repeat(100_000) })
  assert.equal(long.status, 422)
  for (const fields of [{ act: 'kind', kind: 'nonsense' }, { act: 'drop table' }, {}]) {
    assert.equal((await keeper.post(urls.tag(ada), fields)).status, 422)
  }
  assert.equal(
    (await keeper.post(urls.wrangling(), { act: 'chosen', [`do-${ada}`]: '=../../etc' })).status,
    303,
  )
  assert.equal(
    (await keeper.get(`${urls.wrangling()}?from=-5&after=%EF%BF%BF&kind=x&fandom=%27`)).status,
    200,
  )
  assert.equal((await keeper.get(`${urls.wrangling()}?find=%25%27&fandom=all`)).status, 200)
})
