import type { Context } from 'hono'
import type { Html } from '#html.ts'
import { listOwnPenNames } from '#pen-names/reads.ts'
import { suggestedLeastAge } from '#prose/advisory.ts'
import { answerPage } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { type OtherField, stateOf } from './changed-elsewhere.ts'
import { listDeskChapters, placesOf, readChoices, readHiddenAt, typedFrom } from './desk-reads.ts'
import { authorOf, ownWork } from './own.ts'
import { deskWorkPage } from './pages.ts'
import { advisoryWords } from './parts.ts'
import type { TypedWork } from './typed-form.ts'
import type { FrontMatter } from './work.ts'

/** A form that came back. */
export type CameBack = {
  typed: TypedWork
  errors?: FieldErrors
  preview?: Html
  /** The state that the form was made from; the present one unless told. */
  state?: string
  /** What was saved elsewhere meanwhile. */
  others?: readonly OtherField[]
}

/** The work's page on the desk, with what was typed where its form came back. */
export async function showWork(
  c: Context<Env>,
  house: House,
  id: string,
  back: CameBack | null = null,
  missing: FieldErrors = {},
): Promise<Response> {
  const work = await ownWork(c, house, id)
  const chapters = await listDeskChapters(house.db, work.id)
  const choices = await readChoices(house.db)
  const saved = typedFrom(work, choices, placesOf(chapters))
  const original = await house.db
    .selectFrom('original_file')
    .select('id')
    .where('work_id', '=', work.id)
    .executeTakeFirst()
  const did = c.req.query('did')
  const errors = back?.errors ?? missing
  const others = back?.others ?? []
  const body = deskWorkPage({
    preview: back?.preview ?? null,
    id,
    published: work.publishedAt !== null,
    hiddenAt: await readHiddenAt(house.db, work.id),
    chapters,
    choices,
    typed: back?.typed ?? saved,
    state: back?.state ?? stateOf(saved),
    others,
    penNames: await listOwnPenNames(house.db, authorOf(c).id),
    errors,
    token: tokenField(c, house),
    hasOriginal: original !== undefined,
    said:
      did === 'published' ? say('desk.published.now') : did === 'saved' ? say('desk.saved') : null,
    advice: adviceFor(work, choices.ratings),
  })
  const wrong = Object.keys(errors).length > 0
  const status = others.length > 0 ? 409 : wrong ? 422 : 200
  const title = work.title || say('works.untitled')
  return answerPage(c, house, { title, hidden: true, body }, status)
}

/** Tells the author when the rating looks lower than the language of the text; never changes it. */
export function adviceFor(
  work: FrontMatter,
  ratings: readonly { code: string; name: string; leastAge: number | null }[],
): string | null {
  const { advisory, rating } = work
  if (!advisory.covered || rating.leastAge === null) return null
  const age = suggestedLeastAge({ ...advisory, language: work.language }, work.words)
  if (age <= rating.leastAge) return null
  const other = ratings.find(({ leastAge }) => leastAge !== null && leastAge >= age)
  if (!other) return null
  return say('desk.outOfStep', {
    found: advisoryWords(advisory),
    rating: rating.name,
    other: other.name,
  })
}
