import assert from 'node:assert/strict'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { addPenName } from '../../test/support/pen-names.ts'
import { postText } from '../../test/support/stories.ts'
import type { Visitor } from '../../test/support/visitor.ts'
import { disclaimerLimits } from './disclaimers.ts'

const keep = (visitor: Visitor, fandom: string, body: string) =>
  visitor.post(urls.accountDisclaimers(), { fandom, body })

onBothHouses(
  'a disclaimer is kept for each fandom, and stands in works that bring none',
  async (house) => {
    const visitor = house.visitor()
    const person = await signUp(house, visitor, { penName: 'Saltgrass' })
    assert.equal((await keep(visitor, 'Harbour Lights', 'The harbour is *not* mine.')).status, 303)
    assert.equal((await keep(visitor, ' harbour  LIGHTS ', 'The harbour is nobody’s.')).status, 303)
    assert.equal(
      (await keep(visitor, 'Lanterns', 'Nor the lanterns.<script>alert(1)</script>')).status,
      303,
    )
    const rows = await house.db
      .selectFrom('default_disclaimer')
      .select('fandom_key')
      .orderBy('fandom_key')
      .execute()
    assert.deepEqual(
      rows.map(({ fandom_key }) => fandom_key),
      ['harbour lights', 'lanterns'],
    )
    const head = 'Title: The Gull\nRating: G\nWarnings: None\nFandom: Harbour Lights\n'
    const plain = await postText(house, person, `${head}\nIt came in at noon.\n`)
    assert.match((await house.visitor().get(urls.work(plain))).text, /The harbour is nobody’s\./)
    const own = await postText(
      house,
      person,
      `${head}Disclaimer: Borrowed from the sea.\n\nIt came in at noon.\n`,
    )
    const { text } = await house.visitor().get(urls.work(own))
    assert.match(text, /Borrowed from the sea\./)
    assert.doesNotMatch(text, /nobody’s/)
    const page = await visitor.get(urls.accountDisclaimers())
    assert.doesNotMatch(page.text, /<script>/)
  },
)

onBothHouses(
  'a disclaimer goes unasked under no other pen name than the one that used it',
  async (house) => {
    const visitor = house.visitor()
    const person = await signUp(house, visitor, { penName: 'Saltgrass' })
    await keep(visitor, 'Harbour Lights', 'As my sister Ulla says, the harbour is not mine.')
    const head = 'Rating: G\nWarnings: None\nFandom: Harbour Lights\n\nIt came in at noon.\n'
    const first = await postText(house, person, `Title: The Gull\n${head}`)
    const other = await addPenName(house, visitor, 'Tidewrack')
    const second = await postText(house, { ...person, penNameId: other }, `Title: The Eel\n${head}`)
    const third = await postText(house, person, `Title: The Cod\n${head}`)
    const seen = async (work: WorkId) => (await house.visitor().get(urls.work(work))).text
    assert.match(await seen(first), /sister Ulla/)
    assert.doesNotMatch(await seen(second), /Ulla/)
    assert.match(await seen(third), /sister Ulla/)
  },
)

onBothHouses('a disclaimer is its account’s alone, to see and to take away', async (house) => {
  const visitor = house.visitor()
  await signUp(house, visitor, { penName: 'Saltgrass' })
  await keep(visitor, 'Harbour Lights', 'The harbour is not mine.')
  const other = house.visitor()
  await signUp(house, other, { penName: 'Tidewrack' })
  const seen = await other.get(`${urls.accountDisclaimers()}?fandom=harbour+lights`)
  assert.doesNotMatch(seen.text, /harbour/i)
  await other.post(urls.accountDisclaimers(), { remove: 'harbour lights' })
  assert.match((await visitor.get(urls.accountDisclaimers())).text, /Harbour Lights/)
  await visitor.post(urls.accountDisclaimers(), { remove: 'harbour lights' })
  assert.doesNotMatch((await visitor.get(urls.accountDisclaimers())).text, /Harbour Lights/)
})

onBothHouses(
  'a disclaimer that is too long, or for nothing, comes back as it was typed',
  async (house) => {
    const visitor = house.visitor()
    await signUp(house, visitor, { penName: 'Saltgrass' })
    const long = `${'long '.repeat(1000)}indeed`
    for (const [fandom, body] of [
      ['', 'The harbour is not mine.'],
      ['Harbour Lights', '  '],
      ['Harbour Lights', long],
      ['x'.repeat(disclaimerLimits.fandom + 1), 'The harbour is not mine.'],
    ] as const) {
      const answer = await keep(visitor, fandom, body)
      assert.equal(answer.status, 422)
      const form = answer.form(urls.accountDisclaimers())
      assert.deepEqual(form.values.get('fandom'), [fandom])
      assert.equal(form.values.get('body')?.[0]?.trim(), body.trim())
    }
    // Characters are counted as people see them: a family is one.
    const family = '👩‍👩‍👧‍👦'.repeat(disclaimerLimits.body)
    assert.equal((await keep(visitor, 'Families', family)).status, 303)
  },
)
