import assert from 'node:assert/strict'
import type { CommentId, WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import type { Person, TestHouse, Visitor } from '../../test/support/house.ts'

/** Publishes a one-chapter work by the desk's own form. */
export async function publishStory(
  house: TestHouse,
  author: Visitor,
  title: string,
  more: Record<string, string | readonly string[]> = {},
): Promise<WorkId> {
  const page = await author.get(urls.newWork())
  const answer = await page
    .form(urls.newWork())
    .fill({
      title,
      rating: 'G',
      warningAnswer: 'none-apply',
      body: 'The ferry came in at six, and nobody was on it.',
      ...more,
    })
    .send('publish')
  assert.equal(answer.status, 303, answer.text)
  const row = await house.db
    .selectFrom('work')
    .select('id')
    .where('title', '=', title)
    .executeTakeFirstOrThrow()
  return row.id
}

/** Says something on the first chapter, by the page's form, and finds it again by its words. */
export async function comment(
  house: TestHouse,
  reader: Visitor,
  work: WorkId,
  words: string,
): Promise<CommentId> {
  const page = await reader.get(urls.work(work))
  house.advance(60_000)
  const answer = await page.form(urls.comments(work, 1)).fill({ body: words }).send()
  assert.equal(answer.status, 303, answer.text)
  return findComment(house, words)
}

/** Answers a comment to its writer alone. */
export async function answerPrivately(
  house: TestHouse,
  author: Visitor,
  to: CommentId,
  words: string,
): Promise<CommentId> {
  const page = await author.get(urls.commentAnswer(to))
  house.advance(60_000)
  const form = page.form(urls.commentAnswer(to)).fill({ body: words, privately: 'yes' })
  const answer = await form.send()
  assert.equal(answer.status, 303, answer.text)
  return findComment(house, words)
}

/** Reports a comment by its form; gives the report's id. */
export async function report(
  house: TestHouse,
  reader: Visitor,
  about: CommentId,
  reason: string,
): Promise<string> {
  const page = await reader.get(urls.commentReport(about))
  house.advance(60_000)
  const answer = await page.form(urls.commentReport(about)).fill({ reason }).send()
  assert.ok(answer.status === 200 || answer.status === 303, answer.text)
  const row = await house.db
    .selectFrom('report')
    .select('id')
    .where('reason', '=', reason)
    .executeTakeFirstOrThrow()
  return row.id
}

/** What the audit log holds, oldest first. */
export async function auditOf(
  house: TestHouse,
): Promise<{ act: string; subject: string; detail: string; by: Person['accountId'] | null }[]> {
  const rows = await house.db
    .selectFrom('audit_log')
    .select(['act', 'subject', 'detail', 'account_id'])
    .orderBy('at')
    .execute()
  return rows.map(({ account_id, ...row }) => ({ ...row, by: account_id }))
}

async function findComment(house: TestHouse, words: string): Promise<CommentId> {
  const row = await house.db
    .selectFrom('comment')
    .select('id')
    .where('body', 'like', `%${words}%`)
    .executeTakeFirstOrThrow()
  return row.id
}
