import type { Context } from 'hono'
import { isAboveComfort } from '#policy/comfort.ts'
import { instant } from '#shared/clock.ts'
import type { AccountId, WorkId } from '#shared/ids.ts'
import type { Db, Tx } from '#storage/db.ts'
import { readCookie, writeCookie } from '#web/cookies.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import type { FrontMatter } from '#works/work.ts'

/** The oldest answers make room: a cookie of less than three kilobytes. */
const mostRemembered = 90

type Rated = Pick<FrontMatter, 'id' | 'rating'>

/**
 * Whether this reader is asked before the work opens: it is above their comfort and they have not opened it under this
 * rating before. One query for somebody signed in, none for others.
 */
export async function isAskedFirst(c: Context<Env>, house: House, work: Rated): Promise<boolean> {
  const { account, reading } = c.get('actor')
  if (!isAboveComfort(reading, work.rating.code)) return false
  if (account) return !(await hasOpened(house.db, account.id, work))
  return !opened(c, house).includes(answerOf(work))
}

async function hasOpened(db: Db, account: AccountId, work: Rated): Promise<boolean> {
  const row = await db
    .selectFrom('comfort_answer')
    .select('rating')
    .where('account_id', '=', account)
    .where('work_id', '=', work.id)
    .executeTakeFirst()
  return row?.rating === work.rating.code
}

const answerOf = (work: Rated) => `${work.id}-${work.rating.code}`

function opened(c: Context<Env>, house: House): string[] {
  const cookie = readCookie(c, house.config, 'opened') ?? ''
  return cookie.length > 4000 ? [] : cookie.split('~').filter(Boolean)
}

/** Remembers that the reader wants to read this work under its present rating. */
export async function rememberOpened(c: Context<Env>, house: House, work: Rated): Promise<void> {
  const { account } = c.get('actor')
  if (account) {
    await house.write((tx) => keepAnswer(tx, house, account.id, work))
    return
  }
  const others = opened(c, house).filter((answer) => !answer.startsWith(`${work.id}-`))
  const answers = [answerOf(work), ...others].slice(0, mostRemembered)
  writeCookie(c, house.config, 'opened', answers.join('~'))
}

async function keepAnswer(
  tx: Tx,
  { clock }: Pick<House, 'clock'>,
  account: AccountId,
  work: { id: WorkId; rating: { code: string } },
): Promise<void> {
  const row = {
    account_id: account,
    work_id: work.id,
    rating: work.rating.code,
    created_at: instant(clock()),
  }
  await tx
    .insertInto('comfort_answer')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'work_id'])
        .doUpdateSet({ rating: row.rating, created_at: row.created_at }),
    )
    .execute()
}
