import type { Clock } from '#shared/clock.ts'
import type { Db, Tx } from '#storage/db.ts'
import type { RatingRow, WarningKindRow } from '#storage/schema/tables.ts'
import { recordChange } from '#storage/changes.ts'

export type Step = Omit<RatingRow, 'position'>
export type Kind = Omit<WarningKindRow, 'position'>

/** The archive's scale, mildest first, and whether a work stands on each step. One query. */
export async function readScale(db: Db): Promise<(Step & { used: boolean })[]> {
  const rows = await db
    .selectFrom('rating')
    .select((eb) => [
      'code',
      'name',
      'least_age',
      'sentence',
      eb
        .exists(eb.selectFrom('work').select('work.id').whereRef('work.rating', '=', 'rating.code'))
        .as('used'),
    ])
    .orderBy('position')
    .execute()
  return rows.map((row) => ({ ...row, used: Boolean(row.used) }))
}

/** The archive's warnings in order, and whether a work has each. One query. */
export async function readWarningKinds(db: Db): Promise<(Kind & { used: boolean })[]> {
  const rows = await db
    .selectFrom('warning_kind')
    .select((eb) => [
      'code',
      'name',
      eb
        .exists(
          eb
            .selectFrom('work_warning')
            .select('work_warning.id')
            .whereRef('work_warning.code', '=', 'warning_kind.code'),
        )
        .as('used'),
    ])
    .orderBy('position')
    .execute()
  return rows.map((row) => ({ ...row, used: Boolean(row.used) }))
}

export type Replaced = { kind: 'replaced' } | { kind: 'in-use'; codes: string[] }

/** Puts another scale in place of the one that is there. A step that a work stands on can't go. */
export async function replaceScale(
  tx: Tx,
  clock: Clock,
  steps: readonly Step[],
): Promise<Replaced> {
  const kept = new Set(steps.map(({ code }) => code))
  const gone = (await readScale(tx)).filter(({ code }) => !kept.has(code))
  const inUse = gone.filter(({ used }) => used).map(({ code }) => code)
  if (inUse.length > 0) return { kind: 'in-use', codes: inUse }
  for (const { code } of gone) await tx.deleteFrom('rating').where('code', '=', code).execute()
  for (const [at, { code, name, least_age, sentence }] of steps.entries()) {
    const rest = { name, least_age, sentence, position: at + 1 }
    await tx
      .insertInto('rating')
      .values({ code, ...rest })
      .onConflict((conflict) => conflict.column('code').doUpdateSet(rest))
      .execute()
  }
  // Concerns every work: it is in the version of each page.
  await recordChange(tx, clock, { kind: 'settings-changed' })
  return { kind: 'replaced' }
}

/** Puts another list of warnings in place of the one that is there. A warning that a work has can't go. */
export async function replaceWarningKinds(
  tx: Tx,
  clock: Clock,
  kinds: readonly Kind[],
): Promise<Replaced> {
  const kept = new Set(kinds.map(({ code }) => code))
  const gone = (await readWarningKinds(tx)).filter(({ code }) => !kept.has(code))
  const inUse = gone.filter(({ used }) => used).map(({ code }) => code)
  if (inUse.length > 0) return { kind: 'in-use', codes: inUse }
  for (const { code } of gone)
    await tx.deleteFrom('warning_kind').where('code', '=', code).execute()
  for (const [at, { code, name }] of kinds.entries()) {
    const rest = { name, position: at + 1 }
    await tx
      .insertInto('warning_kind')
      .values({ code, ...rest })
      .onConflict((conflict) => conflict.column('code').doUpdateSet(rest))
      .execute()
    // A work keeps the words that its readers are warned with: they follow the list.
    await tx
      .updateTable('work_warning')
      .set({ words: name })
      .where('code', '=', code)
      .where('words', '<>', name)
      .execute()
  }
  // Concerns every work: it is in the version of each page.
  await recordChange(tx, clock, { kind: 'settings-changed' })
  return { kind: 'replaced' }
}
