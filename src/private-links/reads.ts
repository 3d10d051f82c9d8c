import type { PrivateLinkId } from '#shared/ids.ts'
import type { Keys } from '#shared/keys.ts'
import type { Db } from '#storage/db.ts'
import { hashCode, idInToken, isTokenFor, type PrivateLink, type Purpose } from './private-link.ts'

const columns = ['id', 'work_id', 'secret_hash', 'email', 'seen_at'] as const

type Row = {
  id: PrivateLinkId
  work_id: PrivateLink['workId']
  secret_hash: string
  email: string | null
  seen_at: string
}

function toLink(row: Row): PrivateLink {
  return {
    id: row.id,
    workId: row.work_id,
    secretHash: row.secret_hash,
    email: row.email,
    seenAt: row.seen_at,
  }
}

/** The link that a reading code opens; null for a wrong and for a revoked one alike. One query. */
export async function findLinkByCode(db: Db, code: string): Promise<PrivateLink | null> {
  const row = await db
    .selectFrom('private_link')
    .select(columns)
    .where('secret_hash', '=', hashCode(code))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ? toLink(row) : null
}

/** The links whose tokens are in force for this purpose, in the order of the tokens. One query. */
export async function findLinksByTokens(
  db: Db,
  keys: Keys,
  purpose: Purpose,
  tokens: readonly string[],
): Promise<PrivateLink[]> {
  const ids = tokens.map(idInToken).filter((id) => id !== null)
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('private_link')
    .select(columns)
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, toLink(row)]))
  return tokens.flatMap((token) => {
    const id = idInToken(token)
    const link = id === null ? undefined : byId.get(id)
    return link && isTokenFor(keys, purpose, link, token) ? link : []
  })
}
