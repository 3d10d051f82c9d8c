import assert from 'node:assert/strict'
import type { CommentId, WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import type { Person, TestHouse } from './house.ts'
import { signUp } from './house.ts'
import { postText } from './stories.ts'
import type { Answer, Visitor } from './visitor.ts'

/** Longer than anybody needs to type, shorter than a day. */
export const typing = 60_000

/** An author with a work that anyone may comment on. */
export async function authorWithWork(
  house: TestHouse,
  penName = 'Saltgrass',
  title = 'The Ferry at Noon',
): Promise<{ author: Visitor; person: Person; work: WorkId }> {
  const author = house.visitor()
  const person = await signUp(house, author, { penName })
  const work = await postText(
    house,
    person,
    `Title: ${title}\nRating: G\nWarnings: None\nFandom: Harbour Lights\n\nThe ferry came in at noon, and nobody was on it.\n`,
  )
  return { author, person, work }
}

/** Sends the form below the first chapter, and gives the answer. */
export async function trySaying(
  house: TestHouse,
  reader: Visitor,
  work: WorkId,
  fields: Record<string, string>,
): Promise<Answer> {
  const page = await reader.get(urls.work(work))
  house.advance(typing)
  return page.form(urls.comments(work, 1)).fill(fields).send()
}

/** Says something on the first chapter, and gives the comment's id. */
export async function say(
  house: TestHouse,
  reader: Visitor,
  work: WorkId,
  body: string,
  fields: Record<string, string> = {},
): Promise<CommentId> {
  const answer = await trySaying(house, reader, work, { body, ...fields })
  assert.equal(answer.status, 303, answer.text)
  return findSaid(house, body)
}

/** Answers a comment by its form. */
export async function answer(
  house: TestHouse,
  who: Visitor,
  to: CommentId,
  body: string,
  privately = false,
): Promise<CommentId> {
  const page = await who.get(urls.commentAnswer(to))
  house.advance(typing)
  const form = page.form(urls.commentAnswer(to))
  const sent = await form.fill({ body, ...(privately ? { privately: 'yes' } : {}) }).send()
  assert.equal(sent.status, 303, sent.text)
  return findSaid(house, body)
}

/** The comment with these words. */
export async function findSaid(house: TestHouse, words: string): Promise<CommentId> {
  const row = await house.db
    .selectFrom('comment')
    .select('id')
    .where('body', 'like', `%${words}%`)
    .executeTakeFirstOrThrow()
  return row.id
}

/** What the table says of a comment. */
export async function rowOf(house: TestHouse, id: CommentId) {
  return house.db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** Changes the work's row as its author could by the form. */
export async function setWork(
  house: TestHouse,
  work: WorkId,
  values: Partial<{
    comments_from: 'anyone' | 'accounts' | 'nobody'
    comments_held: 0 | 1
    counts_shown: 0 | 1
    status: 'complete' | 'in-progress'
    rating: string
    hidden_at: string | null
    deleted_at: string | null
    accounts_only: 0 | 1
  }>,
): Promise<void> {
  await house.write(async (tx) => {
    await tx.updateTable('work').set(values).where('id', '=', work).execute()
    await tx
      .insertInto('change_log')
      .values({
        at: house.clock().toISOString(),
        kind: 'work-edited',
        work_id: work,
        chapter_id: null,
        comment_id: null,
        pen_name_id: null,
      })
      .execute()
  })
}
