import assert from 'node:assert/strict'
import type { Actor } from '#policy/actor.ts'
import { defaultReading } from '#policy/reading.ts'
import { tellOfNewChapter } from '#calls/acts.ts'
import { fromPlainText } from '#prose/plain-text.ts'
import { emptyProse } from '#prose/prose.ts'
import type { AccountId, ChapterId, PenNameId, WorkId } from '#shared/ids.ts'
import type { House } from '#web/house.ts'
import { publishWork, startWork } from '#works/acts.ts'
import { addChapter, postChapter } from '#works/chapter-acts.ts'
import type { WorkInput } from '#works/input.ts'
import { countText } from '#works/recount.ts'

export type Author = { accountId: AccountId; penNameId: PenNameId }

/** The author as the acts see them. */
export function actorOf({ accountId }: { accountId: AccountId }): Actor {
  return {
    account: {
      id: accountId,
      role: 'reader',
      sessionHash: '',
      actingPenName: null,
      unseenNotices: 0,
    },
    reading: defaultReading,
  }
}

export function workInput(penNameId: PenNameId, given: Partial<WorkInput> = {}): WorkInput {
  return {
    title: 'The Lamp on Heron Rock',
    penNameId,
    tags: { fandom: ['Harbour Lights'], character: [], relationship: [], additional: [] },
    categories: [],
    rating: 'T',
    ratingSource: null,
    warningAnswer: 'none-apply',
    warnings: [],
    summary: fromPlainText('A keeper counts the ships that do not come.', 'summary'),
    noteBefore: emptyProse,
    noteAfter: emptyProse,
    disclaimer: emptyProse,
    language: 'en',
    status: 'in-progress',
    plannedChapters: null,
    commentsFrom: 'anyone',
    commentsHeld: false,
    countsShown: false,
    accountsOnly: false,
    ...given,
  }
}

const chapterOf = (text: string, title = '') => {
  const body = fromPlainText(text, 'chapter')
  const notes = { noteBefore: emptyProse, noteAfter: emptyProse }
  return { title, body, ...notes, counts: countText(body, 'en') }
}

/** A work with one chapter for each text; published unless `draft`. */
export async function makeWork(
  house: House,
  author: Author,
  given: Partial<WorkInput> & { texts?: readonly string[]; draft?: boolean } = {},
): Promise<WorkId> {
  const { texts = ['The sea said nothing that night.'], draft, ...input } = given
  return house.write(async (tx) => {
    const made = await startWork(tx, house, actorOf(author), {
      input: workInput(author.penNameId, input),
      chapters: texts.map((text) => chapterOf(text)),
      original: null,
    })
    assert.equal(made.kind, 'made')
    const id = made.kind === 'made' ? made.id : ('' as WorkId)
    if (!draft) {
      assert.deepEqual(await publishWork(tx, house, actorOf(author), id), { kind: 'published' })
    }
    return id
  })
}

/** One more chapter, published; who called for it is told. */
export async function moreOf(
  house: House,
  author: Author,
  workId: WorkId,
  { title = '', text = 'A ship came after all.' } = {},
): Promise<ChapterId> {
  return house.write(async (tx) => {
    const chapter = chapterOf(text, title)
    const made = await addChapter(tx, house, actorOf(author), { workId, chapter })
    assert.equal(made.kind, 'made')
    const id = made.kind === 'made' ? made.id : ('' as ChapterId)
    const done = await postChapter(tx, house, actorOf(author), id, [
      (inside, facts) => tellOfNewChapter(inside, house, facts),
    ])
    assert.equal(done.kind, 'done')
    return id
  })
}
