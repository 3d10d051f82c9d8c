import assert from 'node:assert/strict'
import { startSuggestions } from '#catalogue/suggest-host.ts'
import { hour } from '#shared/clock.ts'
import type { TagId, WorkId } from '#shared/ids.ts'
import { recordChange } from '#storage/changes.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'

const story = (title: string, fandom: string, characters: string) =>
  `Title: ${title}\nRating: G\nWarnings: None\nFandom: ${fandom}\nCharacters: ${characters}\nSummary: Of a day.\n\nIt was noon.\n`

async function shelve(house: TestHouse) {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  const post = (title: string, fandom: string, characters: string, publish = true) => {
    house.advance(hour)
    return postText(house, person, story(title, fandom, characters), { publish })
  }
  const works = {
    bells: await post('Bells', 'Harbour Lights', 'Maren Quill'),
    tides: await post('Tides', 'Harbour Lights', 'Maren Quill, Marta Vane'),
    rooks: await post('Rooks', 'The Tower', 'Marta Holm'),
    again: await post('Again', 'The Tower', 'Marta Holm'),
    more: await post('More', 'The Tower', 'Marta Holm'),
  }
  await post('Kept', 'The Tower', 'Marta Secret', false)
  return { author, works, post }
}
const ask = async (
  visitor: ReturnType<TestHouse['visitor']>,
  q: string,
  more = '&kind=character',
): Promise<string[]> => {
  const answer = await visitor.get(`/tags/suggest?q=${encodeURIComponent(q)}${more}`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/)
  const { suggestions } = JSON.parse(answer.text) as {
    suggestions: { value: string; leadsTo: string | null }[]
  }
  return suggestions.map(({ value, leadsTo }) => (leadsTo ? `${value} → ${leadsTo}` : value))
}
const tagOf = async (house: TestHouse, name: string) =>
  (await house.db.selectFrom('tag').select('id').where('name', '=', name).executeTakeFirstOrThrow())
    .id

onBothHouses(
  'names are suggested by any of their words, with errors forgiven, the most used and those of the chosen fandom first',
  async (house) => {
    await shelve(house)
    const reader = house.visitor()
    assert.deepEqual(await ask(reader, 'mar'), ['Marta Holm', 'Maren Quill', 'Marta Vane'])
    assert.deepEqual(await ask(reader, 'quill'), ['Maren Quill'])
    assert.deepEqual(await ask(reader, 'Qiull'), ['Maren Quill'])
    const harbour = await tagOf(house, 'Harbour Lights')
    assert.deepEqual(await ask(reader, 'mar', `&kind=character&fandom=${harbour}`), [
      'Maren Quill',
      'Marta Vane',
      'Marta Holm',
    ])
    assert.deepEqual(await ask(reader, 'harb', '&kind=fandom'), ['Harbour Lights'])
    assert.deepEqual(await ask(reader, 'harb'), [])
  },
)

onBothHouses(
  'nothing is suggested that only a draft, a hidden work or, to strangers, a work for accounts names, from the next question on',
  async (house) => {
    const { author, works, post } = await shelve(house)
    const reader = house.visitor()
    assert.ok(!(await ask(author, 'marta')).includes('Marta Secret'))
    const set = (
      work: WorkId,
      values: { hidden_at?: string | null; accounts_only?: 0 | 1 },
      kind: 'work-hidden' | 'work-edited',
    ) =>
      house.write(async (tx) => {
        await tx.updateTable('work').set(values).where('id', '=', work).execute()
        await recordChange(tx, house.clock, { kind, work })
      })
    await set(works.tides, { accounts_only: 1 }, 'work-edited')
    assert.deepEqual(await ask(reader, 'vane'), [])
    assert.deepEqual(await ask(author, 'vane'), ['Marta Vane'])
    await set(works.tides, { hidden_at: '2026-01-01T00:00:00.000Z' }, 'work-hidden')
    assert.deepEqual(await ask(author, 'vane'), [])
    await post('New', 'The Tower', 'Marlow Finch')
    assert.deepEqual(await ask(reader, 'marlow'), ['Marlow Finch'])
  },
)

onBothHouses('a synonym is shown with what it leads to, as soon as it is one', async (house) => {
  await shelve(house)
  const reader = house.visitor()
  assert.deepEqual(await ask(reader, 'vane'), ['Marta Vane'])
  const [vane, holm] = [await tagOf(house, 'Marta Vane'), await tagOf(house, 'Marta Holm')]
  await house.write(async (tx) => {
    await tx.updateTable('tag').set({ canonical: 1 }).where('id', '=', holm).execute()
    await tx.updateTable('tag').set({ canonical_id: holm }).where('id', '=', vane).execute()
    for (const tag of [vane, holm])
      await recordChange(tx, house.clock, { kind: 'tag-wrangled', tag })
  })
  assert.deepEqual(await ask(reader, 'vane'), ['Marta Vane → Marta Holm'])
  assert.deepEqual(await ask(reader, 'marta'), ['Marta Holm'], 'each tag stands once')
})

onBothHouses(
  'whatever is typed is answered, and a name with a comma is taken whole',
  async (house) => {
    const { post } = await shelve(house)
    const reader = house.visitor()
    const odd = [
      '',
      ' ',
      '%',
      "'; drop table tag; --",
      '<script>',
      '\u0301'.repeat(500),
      'x'.repeat(5000),
      '💫',
    ]
    for (const q of odd) await ask(reader, q, '&kind=character&kind=nonsense&fandom=../..&fandom=')
    assert.equal((await reader.get('/tags/suggest')).status, 200)
    await post('Pair', 'The Tower', 'Cy')
    const cy = await tagOf(house, 'Cy')
    await house.write(async (tx) => {
      await tx
        .updateTable('tag')
        .set({ name: 'Cy, the Elder', name_key: 'cy, the elder' })
        .where('id', '=', cy as TagId)
        .execute()
      await recordChange(tx, house.clock, { kind: 'tag-wrangled', tag: cy })
    })
    const whole = await reader.get(
      `${urls.works()}?character-name=${encodeURIComponent('Cy, the Elder')}`,
    )
    assert.equal(whole.location, `/works?character=${cy}`)
    const near = await reader.get(`${urls.works()}?character-name=Mareen+Quil`)
    assert.match(near.text, /Did you mean:[^]*character=[0-9a-z]{16}[^>]*>Maren Quill</)
  },
)

onBothHouses('a large archive’s names are completed in a thread of their own', async (house) => {
  await shelve(house)
  const host = startSuggestions({ db: house.db, place: house.config.place }, 1)
  try {
    const asked = { typed: 'mar', kinds: [], fandoms: [], viewer: 'stranger', most: 5 } as const
    let found = await host.find(asked)
    for (const until = Date.now() + 20_000; found === null && Date.now() < until;) {
      await new Promise((resolve) => setImmediate(resolve))
      found = await host.find(asked)
    }
    const holm = await tagOf(house, 'Marta Holm')
    assert.equal(found?.[0]?.id, holm)
    // Whether a tag may be told is asked of the catalogue afterwards.
    assert.ok(found.length >= 3)
  } finally {
    await host.close()
  }
})
