import assert from 'node:assert/strict'
import { hour } from '#shared/clock.ts'
import type { CommentId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { signUp, type TestHouse } from './house.ts'
import { typing } from './talk.ts'
import type { Answer, Fields, Visitor } from './visitor.ts'

/** Who fills the archive. The author and the reader wear a new name at each step; guests come and go. */
export type Cast = { author: Visitor; reader: Visitor; guest: Visitor; archivist: Visitor }

/** Where the texts of one step are shown, by who may see them. */
export type Shown = { public: string[]; author: string[]; archivist: string[]; work: string }

/** Signs up who is needed; the texts come with `fillStep`. */
export async function gatherCast(house: TestHouse): Promise<Cast> {
  const author = house.visitor()
  await signUp(house, author, { penName: 'Saltgrass' })
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack' })
  const archivist = house.visitor()
  await signUp(house, archivist, { penName: 'Keeper', role: 'archivist' })
  return { author, reader, guest: house.visitor(), archivist }
}

/**
 * Puts texts through every field that people type into: settings of the site, pen names, a work with its chapter,
 * comments of all kinds, a report, an answer to calls and a file. `next` gives texts that may stand together: long
 * fields take all of them, lines as many as they hold, from another one at each turn. Every answer is looked at: a text
 * that a field refuses is no test of it.
 */
export async function fillStep(
  house: TestHouse,
  cast: Cast,
  step: number,
  next: () => readonly string[],
): Promise<Shown> {
  const { author, reader, guest, archivist } = cast
  // Longer than every limit counts, and never so long that somebody is signed out.
  house.advance(2 * hour)
  const all = () => next().join('\n\n')
  const part = (most: number) => cut(all(), most)
  let lines = step
  const line = (most: number) => {
    const texts = next()
    const first = lines++ % Math.max(1, texts.length)
    const text = [...texts.slice(first), ...texts.slice(0, first)].join(' ')
    return cut(text.replaceAll(/\p{C}|[\u2028\u2029]/gu, ' '), most)
  }
  const name = () => `${step} ${line(50)}`
  /** Tags are parted by commas, and have something in them. */
  const tags = () =>
    next()
      .map((text) => cut(text.replaceAll(/[,\n]/g, ' '), 140).trim() || 'Tag')
      .join(', ')

  await send(archivist, urls.adminSettings(), {
    name: `T ${line(70)}`,
    tagline: line(190),
    about: all(),
  })
  await send(archivist, urls.adminRatings(), {
    'name-1': `G ${line(50)}`,
    'sentence-1': `G ${line(280)}`,
  })
  await send(archivist, urls.adminWarnings(), { 'name-1': `W ${line(90)}` })

  await send(author, urls.accountPenNames(), { name: name(), about: all() })
  const penName = await newestPenName(house, `${step} `)
  const own = await house.db
    .selectFrom('pen_name')
    .innerJoin('account', 'account.acting_pen_name_id', 'pen_name.id')
    .select('pen_name.id')
    .where('account.email', '=', 'tidewrack@people.test')
    .executeTakeFirstOrThrow()
  await send(reader, urls.accountPenName(own.id), { name: `R${name()}`, about: all() })

  const kept = await author.post(urls.accountDisclaimers(), { fandom: name(), body: all() })
  assert.equal(kept.status, 303, kept.text)
  const made = await send(
    author,
    urls.newWork(),
    {
      penName,
      title: part(255) || 'x',
      fandoms: tags(),
      relationships: tags(),
      characters: tags(),
      additional: tags(),
      rating: 'G',
      ratingSource: line(180),
      warningAnswer: 'listed',
      warning: [await firstWarning(house)],
      'own-0': `Water ${line(140)}`,
      'own-1': `Spoiler ${line(140)}`,
      'spoiler-own-1': 'yes',
      summary: part(1200),
      noteBefore: all(),
      noteAfter: all(),
      disclaimer: all(),
      status: 'complete',
      chapterTitle: part(255),
      chapterNoteBefore: all(),
      chapterNoteAfter: all(),
      // One in HTML, one in plain text.
      body: step % 2 ? `<p>The ferry.</p>${all()}` : `The ferry.\n\n${all()}`,
    },
    'publish',
  )
  const work = idIn(made.location)

  const page = await guest.get(urls.work(work))
  const readers = await reader.get(urls.work(work))
  await reader.post(urls.call(work))
  house.advance(typing)
  const talk = urls.comments(work, 1)
  const fields = { name: line(60), email: `g${step}@people.test`, body: `Yes. ${all()}` }
  const said = await page.form(talk).fill(fields).send()
  assert.equal(said.status, 303, said.text)
  const guests = await newestComment(house, work)
  // Links of a guest wait.
  await author.post(urls.commentApproval(guests))
  const second = await readers
    .form(talk)
    .fill({ body: `<p>Yes.</p>${all()}` })
    .send()
  assert.equal(second.status, 303, second.text)
  const asked = await author.get(urls.commentAnswer(guests))
  house.advance(typing)
  const answered = await asked
    .form(urls.commentAnswer(guests))
    .fill({ body: `And ${all()}` })
    .send()
  assert.equal(answered.status, 303, answered.text)
  await send(reader, urls.commentReport(guests), { reason: part(900) || 'x' })
  const report = await house.db
    .selectFrom('report')
    .select('id')
    .where('comment_id', '=', guests)
    .executeTakeFirstOrThrow()
  await send(author, urls.callAnswers(work), { body: part(900) || 'x' })

  const brought = await upload(author, step, all)
  return {
    public: [urls.work(work), urls.penName(penName), urls.home(), urls.about()],
    author: [
      urls.work(work),
      urls.deskWork(work),
      urls.callAnswers(work),
      ...(brought ? [urls.deskRecognised(brought), urls.deskPreview(brought)] : []),
    ],
    archivist: [urls.adminReport(report.id)],
    work,
  }
}

/** A file with texts in its name, its head and its story: HTML and plain text in turn. Null when it held no story. */
async function upload(author: Visitor, step: number, all: () => string): Promise<string | null> {
  const page = await author.get(urls.upload())
  const body = new FormData()
  for (const [field, values] of page.form(urls.upload()).values) {
    for (const value of values) body.append(field, value)
  }
  const markup = `<html><head><title>${all()}</title></head><body><h1>Lamp</h1><p>Summary: ${all()}</p><p>A/N: ${all()}</p><p>It was lit.</p>${all()}</body></html>`
  const plain = `Title: ${all()}\nSummary: ${all()}\nDisclaimer: ${all()}\nA/N: ${all()}\n\nIt was lit.\n\n${all()}\n`
  // A text with NUL is taken for no text.
  const content = (step % 2 ? markup : plain).replaceAll('\0', '\u0001')
  const name = `${cut(all(), 150)}.${step % 2 ? 'html' : 'txt'}`
  body.append('file', new File([content], name))
  const taken = await author.post(urls.upload(), body)
  // Where a text swallows all that follows there is no story, and the page says so.
  if (taken.status === 422 && taken.text.includes('No story was found')) return null
  assert.equal(taken.status, 303, taken.text)
  return idIn(taken.location)
}

/** Fills the page's own form and sends it; what is not taken fails the test. */
async function send(
  visitor: Visitor,
  path: string,
  fields: Fields,
  button?: string,
): Promise<Answer> {
  const page = await visitor.get(path)
  const answer = await page.form(path).fill(fields).send(button)
  const taken = answer.status === 303 || answer.status === 200
  assert.ok(taken, `${path} ${answer.status} ${JSON.stringify(fields)}\n${answer.text}`)
  return answer
}

/** No more than so many characters. */
function cut(text: string, most: number): string {
  return [...text].slice(0, most).join('')
}

function idIn(path: string): string {
  return /[0-9a-z]{16}/.exec(path)?.[0] ?? assert.fail(`no id in ${path}`)
}

async function newestPenName(house: TestHouse, beginning: string): Promise<string> {
  const row = await house.db
    .selectFrom('pen_name')
    .select('id')
    .where('name', 'like', `${beginning}%`)
    .executeTakeFirstOrThrow()
  return row.id
}

async function firstWarning(house: TestHouse): Promise<string> {
  const row = await house.db
    .selectFrom('warning_kind')
    .select('code')
    .orderBy('position')
    .executeTakeFirstOrThrow()
  return row.code
}

async function newestComment(house: TestHouse, work: string): Promise<CommentId> {
  const row = await house.db
    .selectFrom('comment')
    .select('id')
    .where('work_id', '=', work as never)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  return row.id
}
