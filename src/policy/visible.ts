import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from 'kysely'
import type { Tables } from '#storage/schema/tables.ts'
import type { Actor } from './actor.ts'

/** What the rules look at in a work. */
export type WorkFacts = {
  published_at: string | null
  hidden_at: string | null
  deleted_at: string | null
  accounts_only: 0 | 1
}

/**
 * Whether a work is in what the actor may read on public pages. Its own author sees drafts at the desk, never here, so
 * that no public page differs for them. `visibleWork` says the same in SQL; a property test compares the two.
 */
export function mayReadWork(actor: Actor, work: WorkFacts): boolean {
  return (
    work.published_at !== null &&
    work.hidden_at === null &&
    work.deleted_at === null &&
    (work.accounts_only === 0 || actor.account !== null)
  )
}

/** `mayReadWork` as a condition on the table `work`. */
export function visibleWork(
  actor: Actor,
): <Among extends 'work'>(
  eb: ExpressionBuilder<Tables, Among>,
) => ExpressionWrapper<Tables, Among, SqlBool> {
  return (builder) => {
    const eb = builder as unknown as ExpressionBuilder<Tables, 'work'>
    const rules = [
      eb('work.published_at', 'is not', null),
      eb('work.hidden_at', 'is', null),
      eb('work.deleted_at', 'is', null),
    ]
    if (actor.account === null) rules.push(eb('work.accounts_only', '=', 0))
    return eb.and(rules) as never
  }
}

/** Whether a chapter of a readable work may be read. */
export function mayReadChapter(chapter: {
  published_at: string | null
  deleted_at: string | null
}): boolean {
  return chapter.published_at !== null && chapter.deleted_at === null
}

/** `mayReadChapter` as a condition on the table `chapter`. */
export function visibleChapter<Among extends 'chapter'>(
  builder: ExpressionBuilder<Tables, Among>,
): ExpressionWrapper<Tables, Among, SqlBool> {
  const eb = builder as unknown as ExpressionBuilder<Tables, 'chapter'>
  return eb.and([
    eb('chapter.published_at', 'is not', null),
    eb('chapter.deleted_at', 'is', null),
  ]) as never
}
