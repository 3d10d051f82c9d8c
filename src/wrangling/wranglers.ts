import type { Actor } from '#policy/actor.ts'
import { mayRunArchive } from '#policy/may.ts'
import { type Clock, instant } from '#shared/clock.ts'
import type { AccountId, TagId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import { recordAudit } from '#storage/audit-log.ts'
import type { Db, Tx } from '#storage/db.ts'
import { findNamed } from './named.ts'

/** A fandom whose tags somebody wrangles; all of them where it is null. */
export type Given = { readonly fandom: { readonly id: TagId; readonly name: string } | null }

/** So many fandoms one account may wrangle. */
export const mostGiven = 200

/** What an account wrangles, by name. One query. */
export async function listGiven(db: Db, account: AccountId): Promise<Given[]> {
  const rows = await db
    .selectFrom('wrangler')
    .leftJoin('tag', 'tag.id', 'wrangler.fandom_id')
    .select(['tag.id', 'tag.name'])
    .where('wrangler.account_id', '=', account)
    .orderBy('tag.name_key')
    .limit(mostGiven)
    .execute()
  return rows.map(({ id, name }) => ({
    fandom: id !== null && name !== null ? { id, name } : null,
  }))
}

type Needs = { readonly clock: Clock; readonly random: Random }

/** Lets an account wrangle the tags of a fandom, or all where its name is ''. */
export async function giveWrangling(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  { account, fandom }: { account: AccountId; fandom: string },
): Promise<{ kind: 'given' | 'not-there' | 'no-such-fandom' | 'too-many' }> {
  if (!mayRunArchive(actor)) return { kind: 'not-there' }
  const known = await tx
    .selectFrom('account')
    .select('id')
    .where('id', '=', account)
    .executeTakeFirst()
  if (!known) return { kind: 'not-there' }
  const found = fandom === '' ? null : await findNamed(tx, 'fandom', fandom)
  if (fandom !== '' && found === null) return { kind: 'no-such-fandom' }
  const given = await listGiven(tx, account)
  if (given.some((one) => (one.fandom?.id ?? null) === found)) return { kind: 'given' }
  if (given.length >= mostGiven) return { kind: 'too-many' }
  await tx
    .insertInto('wrangler')
    .values({ account_id: account, fandom_id: found, created_at: instant(needs.clock()) })
    .execute()
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: 'wrangling given',
    subject: `account ${account}`,
    detail: found === null ? 'all tags' : `tag ${found}`,
  })
  return { kind: 'given' }
}

/** Takes it back. */
export async function takeWrangling(
  tx: Tx,
  needs: Needs,
  actor: Actor,
  { account, fandom }: { account: AccountId; fandom: TagId | null },
): Promise<{ kind: 'taken' | 'not-there' }> {
  if (!mayRunArchive(actor)) return { kind: 'not-there' }
  const gone = await tx
    .deleteFrom('wrangler')
    .where('account_id', '=', account)
    .where('fandom_id', fandom === null ? 'is' : '=', fandom)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) return { kind: 'taken' }
  await recordAudit(tx, needs, {
    account: actor.account?.id ?? null,
    act: 'wrangling taken back',
    subject: `account ${account}`,
    detail: fandom === null ? 'all tags' : `tag ${fandom}`,
  })
  return { kind: 'taken' }
}
