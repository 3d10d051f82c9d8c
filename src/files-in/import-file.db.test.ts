import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { keepDefaultDisclaimer } from '#accounts/disclaimers.ts'
import { fromInput, toPlainText } from '#prose/plain-text.ts'
import { asStoredProse } from '#prose/prose.ts'
import { NotFound } from '#shared/errors.ts'
import { hydrateWorks } from '#works/reads.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { importFile } from './import-file.ts'
import { parseRecognised } from './recognised.ts'

const storyBytes = (name: string) =>
  readFileSync(new URL(`../../test/stories/${name}/source.txt`, import.meta.url))

const whole = `Title: The Ferry at Noon
Author: Saltgrass
Rating: T
Warnings: graphic violence, drowning
Fandom: Harbour Lights
Disclaimer: Not mine, only borrowed.
Summary: One crossing.

Chapter 1: Ebb

The boat came in, and damn it, nobody was on it.

Chapter 2: Flood

Then somebody was.
`

async function author(house: TestHouse) {
  const person = await signUp(house, house.visitor(), { penName: 'Saltgrass' })
  const take = (text: string | Uint8Array, publish = false) =>
    importFile(house, {
      bytes: typeof text === 'string' ? Buffer.from(text) : text,
      fileName: 'dir/ferry.txt',
      accountId: person.accountId,
      penName: { id: person.penNameId },
      publish,
    })
  return { person, take }
}

onBothHouses('a whole file becomes a draft with all that it says', async (house) => {
  const { take } = await author(house)
  const made = await take(whole)
  assert.ok(made.work)
  assert.deepEqual(made.problems, [])
  assert.deepEqual(
    { ...made, work: '', url: made.url?.replace(made.work, 'ID'), front_matter: {} },
    {
      file: 'ferry.txt',
      work: '',
      url: 'http://archive.test/desk/works/ID/recognised',
      title: 'The Ferry at Noon',
      rating: 'T',
      warnings: ['Graphic violence', 'drowning'],
      chapters: 2,
      words: 14,
      front_matter: {},
      problems: [],
    },
  )
  const [front] = await hydrateWorks(house.db, [made.work])
  assert.ok(front)
  assert.equal(front.publishedAt, null)
  assert.deepEqual(
    front.tags.map(({ kind, name }) => [kind, name]),
    [['fandom', 'Harbour Lights']],
  )
  assert.equal(toPlainText(front.disclaimer), 'Not mine, only borrowed.')
  assert.equal(front.words, 14)
  assert.equal(front.advisory.mild + front.advisory.strong, 1)
  assert.equal(front.byline[0]?.name, 'Saltgrass')
})

onBothHouses('the file itself is kept to the byte', async (house) => {
  const { take } = await author(house)
  const bytes = storyBytes('windows-1252')
  const { work } = await take(bytes)
  assert.ok(work)
  const row = await house.db
    .selectFrom('original_file')
    .selectAll()
    .where('work_id', '=', work)
    .executeTakeFirstOrThrow()
  assert.deepEqual(Buffer.from(row.bytes), bytes)
  assert.equal(row.encoding, 'windows-1252')
  assert.equal(row.sha256, createHash('sha256').update(bytes).digest('hex'))
  assert.equal(parseRecognised(row.recognised).format, 'text')
})

onBothHouses('only what may be published is published', async (house) => {
  const { take } = await author(house)
  const good = await take(whole, true)
  assert.equal(good.url, `http://archive.test/works/${good.work}`)
  assert.deepEqual(good.problems, [])
  const unsaid = await take(whole.replace(/Rating.*\nWarnings.*\n/, ''), true)
  assert.match(unsaid.url ?? '', /recognised$/)
  const stopped = unsaid.problems.filter(({ kind }) => kind === 'not-published')
  assert.deepEqual(stopped.length, 2)
  const [front] = await hydrateWorks(house.db, unsaid.work ? [unsaid.work] : [])
  assert.equal(front?.publishedAt, null)
  assert.equal(front?.warningAnswer, 'unanswered')
  assert.equal(front?.rating.code, 'NR')
})

onBothHouses(
  'a doubt about what readers would see stops publishing, a word to know does not',
  async (house) => {
    const { take } = await author(house)
    const mail = 'E-mail: mirren@ferry.example\nSummary:'
    const doubted = await take(whole.replace('Summary:', mail), true)
    assert.ok(doubted.problems.some(({ kind }) => kind === 'address'))
    assert.match(doubted.url ?? '', /recognised$/)
    const told = await take(whole.replace('Author: Saltgrass', 'Author: Tidewrack'), true)
    assert.ok(told.problems.some(({ kind }) => kind === 'author-differs'))
    assert.equal(told.url, `http://archive.test/works/${told.work}`)
  },
)

onBothHouses('a file that can’t be taken is an answer, and makes no work', async (house) => {
  const { take } = await author(house)
  const samples = {
    empty: '',
    archive: 'PK\x03\x04rest',
    binary: 'a\0b',
    'story-empty': 'Title: Only\nRating: T\n',
  }
  for (const [kind, text] of Object.entries(samples)) {
    const made = await take(text)
    assert.equal(made.work, null, kind)
    assert.ok(
      made.problems.some((one) => one.kind === kind),
      kind,
    )
  }
  assert.deepEqual(await house.db.selectFrom('work').select('id').execute(), [])
})

onBothHouses('what is too long stays whole in the draft and is named', async (house) => {
  const { take } = await author(house)
  const note = 'Thank you all. '.repeat(500)
  const made = await take(
    `Title: Long\nRating: T\nWarnings: none\nA/N: ${note}\n\nChapter 1\n\nShort.\n`,
    true,
  )
  assert.ok(made.problems.some(({ kind }) => kind === 'too-long'))
  assert.ok(made.problems.some(({ kind }) => kind === 'not-published'))
  const [front] = await hydrateWorks(house.db, made.work ? [made.work] : [])
  assert.equal(toPlainText(front?.noteBefore ?? asStoredProse('')).trim(), note.trim())
})

onBothHouses(
  'a work without a disclaimer gets its author’s default for the fandom',
  async (house) => {
    const { person, take } = await author(house)
    const body = fromInput('The harbour belongs to others.', 'note')
    const kept = { account: person.accountId, fandom: 'harbour  LIGHTS', body }
    await house.write((tx) => keepDefaultDisclaimer(tx, house, kept))
    const own = await take(whole)
    const without = await take(whole.replace(/Disclaimer.*\n/, ''))
    const ids = [own.work, without.work].flatMap((id) => id ?? [])
    const fronts = await hydrateWorks(house.db, ids)
    assert.deepEqual(
      fronts.map(({ disclaimer }) => toPlainText(disclaimer)),
      ['Not mine, only borrowed.', 'The harbour belongs to others.'],
    )
    assert.ok(without.problems.some(({ kind }) => kind === 'disclaimer-default'))
  },
)

onBothHouses('nobody brings a file in under another’s pen name', async (house) => {
  const { person } = await author(house)
  const other = await signUp(house, house.visitor(), { penName: 'Marram' })
  const file = { bytes: Buffer.from(whole), fileName: 'a.txt', publish: false }
  const theft = { ...file, accountId: other.accountId, penName: { id: person.penNameId } }
  await assert.rejects(importFile(house, theft), NotFound)
})

onBothHouses(
  'a scale without the file’s step proposes one that is at least as high',
  async (house) => {
    const { take } = await author(house)
    await house.write(async (tx) => {
      await tx
        .updateTable('rating')
        .set({ code: '12', least_age: 12 })
        .where('code', '=', 'T')
        .execute()
    })
    const made = await take(whole)
    assert.equal(made.rating, 'M')
    assert.ok(made.problems.some(({ kind }) => kind === 'rating-not-here'))
  },
)
