import { instant } from '#shared/clock.ts'
import type { Tx } from '#storage/db.ts'
import { commitEdit, Edit, type Needs, Refusing, type Wrangler } from './edit.ts'
import { parseLogged } from './logged.ts'
import { sameState } from './tag-state.ts'

/**
 * Takes an act back: every tag that it changed is as before. Refused (`Refusing`) when one of them was changed again
 * since: that act comes first. An undoing can be undone like any act. How many tags changed.
 */
export async function undoWrangling(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  id: string,
): Promise<number> {
  const row = await tx
    .selectFrom('wrangling')
    .select(['id', 'tag_id', 'before', 'after', 'undoes', 'undone_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusing('not-there')
  if (row.undone_at !== null) return 0
  const edit = new Edit(tx)
  const after = parseLogged(row.after).tags
  await edit.load(after.map((tag) => tag.id))
  for (const tag of after) {
    if (!sameState(await edit.tag(tag.id), tag)) throw new Refusing('changed-since')
  }
  for (const { id: tag, kind, canonical, canonicalId, leftAsIs, parents } of parseLogged(row.before)
    .tags) {
    await edit.change(tag, { kind, canonical, canonicalId, leftAsIs, parents })
  }
  const changed = await commitEdit(tx, needs, who, {
    edit,
    act: 'undo',
    tag: row.tag_id as typeof row.tag_id,
    undoes: row.id,
  })
  const undone_at = instant(needs.clock())
  await tx.updateTable('wrangling').set({ undone_at }).where('id', '=', id).execute()
  if (row.undoes !== null) {
    await tx
      .updateTable('wrangling')
      .set({ undone_at: null })
      .where('id', '=', row.undoes)
      .execute()
  }
  return changed
}
