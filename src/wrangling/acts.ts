import type { TagId } from '#shared/ids.ts'
import type { Tx } from '#storage/db.ts'
import type { TagKind } from '#storage/schema/tables.ts'
import { commitEdit, Edit, type Needs, Refusing, type Wrangler } from './edit.ts'
import { nameTag } from './named.ts'
import {
  isWaiting,
  listChildIds,
  listSameSpelled,
  listSynonymIds,
  type TagState,
} from './tag-state.ts'

/** Each act gives how many tags it changed, and throws `Refusing` where it can't be done: then nothing is. */

/** A tag becomes one under which others are found; of a fandom where one is given. */
export async function makeCanonical(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  { tag, fandom = null }: { tag: TagId; fandom?: TagId | null },
): Promise<number> {
  const edit = new Edit(tx)
  await toCanonical(tx, edit, tag, fandom)
  return commitEdit(tx, needs, who, { edit, act: 'canonical', tag })
}

async function toCanonical(
  tx: Tx,
  edit: Edit,
  id: TagId,
  fandom: TagId | null = null,
): Promise<void> {
  const tag = await edit.tag(id)
  if (!tag.canonical) {
    const twin = await otherCanonical(tx, edit, tag)
    if (twin) throw new Refusing('name-taken')
    await edit.change(id, { canonical: true, canonicalId: null, leftAsIs: false })
  }
  if (fandom === null || tag.kind === 'fandom') return
  const parent = await edit.tag(fandom)
  if (parent.kind !== 'fandom') throw new Refusing('other-kind')
  const root = parent.canonicalId ?? parent.id
  await toCanonical(tx, edit, root)
  await edit.change(id, { parents: [...(await edit.tag(id)).parents, root] })
}

/** Another tag that is, or will be, canonical and whose name differs by case and space alone. */
async function otherCanonical(tx: Tx, edit: Edit, tag: TagState): Promise<TagId | null> {
  await edit.load(await listSameSpelled(tx, [tag]))
  const twin = edit
    .all()
    .find(
      ({ id, kind, key, canonical }) =>
        canonical && id !== tag.id && kind === tag.kind && key === tag.key,
    )
  return twin?.id ?? null
}

/**
 * A tag is found under another from now on. Where it was canonical the two are merged: its synonyms, subtags and parents
 * become the other's. A target that waits for a wrangler becomes canonical; one that is a synonym leads to its own.
 */
export async function makeSynonym(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  { tag, of }: { tag: TagId; of: TagId },
): Promise<number> {
  const edit = new Edit(tx)
  const [from, asked] = [await edit.tag(tag), await edit.tag(of)]
  if (from.kind !== asked.kind) throw new Refusing('other-kind')
  const target = asked.canonicalId ?? asked.id
  if (target === from.id) throw new Refusing('itself')
  await edit.tag(target)
  // Of two spellings of one name the target is the one that is found.
  const twin = await otherCanonical(tx, edit, await edit.tag(target))
  if (twin !== null && twin !== from.id) throw new Refusing('name-taken')
  await edit.change(target, { canonical: true, canonicalId: null, leftAsIs: false })
  if (from.canonical) await merge(tx, edit, from, target)
  const spelled = await listSameSpelled(tx, [from])
  await edit.load(spelled)
  for (const id of spelled) {
    const one = await edit.tag(id)
    if (id !== target && (isWaiting(one) || one.leftAsIs)) await becomeSynonym(edit, id, target)
  }
  await becomeSynonym(edit, from.id, target)
  return commitEdit(tx, needs, who, { edit, act: 'synonym', tag })
}

const becomeSynonym = (edit: Edit, id: TagId, target: TagId) =>
  edit.change(id, { canonical: false, canonicalId: target, leftAsIs: false, parents: [] })

async function merge(tx: Tx, edit: Edit, from: TagState, target: TagId): Promise<void> {
  const synonyms = await listSynonymIds(tx, from.id)
  const children = await listChildIds(tx, from.id)
  await edit.load([...synonyms, ...children, ...from.parents])
  for (const id of synonyms) if (id !== target) await becomeSynonym(edit, id, target)
  for (const id of children) {
    const { parents } = await edit.tag(id)
    const others = parents.filter((parent) => parent !== from.id)
    await edit.change(id, { parents: id === target ? others : [...others, target] })
  }
  const { parents } = await edit.tag(target)
  const added = from.parents.filter((parent) => parent !== target)
  await edit.change(target, { parents: [...parents, ...added] })
  for (const parent of added) await requireNoLoop(tx, edit, target, parent)
}

/** A synonym is a tag of its own again, which waits for a wrangler. */
export async function splitOff(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  { tag }: { tag: TagId },
): Promise<number> {
  const edit = new Edit(tx)
  const { canonicalId } = await edit.tag(tag)
  if (canonicalId === null) return 0
  const own = await edit.tag(tag)
  for (const id of await listSameSpelled(tx, [own])) {
    const one = await edit.tag(id)
    if (one.canonicalId === canonicalId) await edit.change(id, { canonicalId: null })
  }
  return commitEdit(tx, needs, who, { edit, act: 'split-off', tag })
}

/**
 * A canonical tag is called otherwise: a tag of the new name becomes canonical in its stead and the old one its synonym.
 * Works keep their authors' words.
 */
export async function rename(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  { tag, name }: { tag: TagId; name: string },
): Promise<number> {
  const { kind, canonical, name: before } = await new Edit(tx).tag(tag)
  if (!canonical) throw new Refusing('not-canonical')
  if (name === before) return 0
  return makeSynonym(tx, needs, who, { tag, of: await nameTag(tx, needs, kind, name) })
}

/** Tags were looked at and are neither canonical nor anybody's synonym; or are looked at again. */
export async function leaveAsIs(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  { tag, leave }: { tag: TagId; leave: boolean },
): Promise<number> {
  const edit = new Edit(tx)
  const own = await edit.tag(tag)
  if (own.canonical || own.canonicalId !== null) throw new Refusing('is-synonym')
  for (const id of await listSameSpelled(tx, [own])) {
    const one = await edit.tag(id)
    if (!one.canonical && one.canonicalId === null) await edit.change(id, { leftAsIs: leave })
  }
  return commitEdit(tx, needs, who, { edit, act: leave ? 'left-as-is' : 'look-again', tag })
}

/**
 * A tag and its synonyms are of another kind from now on, in every work. Broader tags and subtags of the old kind are let
 * go; fandoms stay. Refused where a tag of one of the names is there already.
 */
export async function moveKind(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  { tag, kind }: { tag: TagId; kind: TagKind },
): Promise<number> {
  const edit = new Edit(tx)
  const own = await edit.tag(tag)
  if (own.canonicalId !== null) throw new Refusing('is-synonym')
  if (own.kind === kind) return 0
  // A spelling of a canonical tag leads there, without a word of its own.
  if ((await otherCanonical(tx, edit, own)) !== null) throw new Refusing('is-synonym')
  const moved = [...(await listSameSpelled(tx, [own])), ...(await listSynonymIds(tx, tag))]
  await edit.load(moved)
  for (const id of new Set([tag, ...moved])) {
    const one = await edit.tag(id)
    if (id !== tag && one.canonicalId !== null && one.canonicalId !== tag) continue
    if (await isThere(tx, kind, one.name)) throw new Refusing('name-taken')
    await edit.change(id, { kind, parents: await fandomsOf(edit, one, kind) })
  }
  for (const id of await listChildIds(tx, tag)) {
    const { parents } = await edit.tag(id)
    await edit.change(id, { parents: parents.filter((parent) => parent !== tag) })
  }
  const after = await edit.tag(tag)
  if (after.canonical && (await otherCanonical(tx, edit, after))) throw new Refusing('name-taken')
  return commitEdit(tx, needs, who, { edit, act: 'kind', tag })
}

async function isThere(tx: Tx, kind: TagKind, name: string): Promise<boolean> {
  const find = tx.selectFrom('tag').select('id').where('kind', '=', kind).where('name', '=', name)
  return (await find.executeTakeFirst()) !== undefined
}

async function fandomsOf(edit: Edit, tag: TagState, kind: TagKind): Promise<TagId[]> {
  if (kind === 'fandom') return []
  const kept: TagId[] = []
  for (const id of tag.parents) {
    const parent = await edit.tag(id)
    if (parent.kind === 'fandom' && tag.kind !== 'fandom') kept.push(id)
  }
  return kept
}

/** Gives a canonical tag exactly these parents: canonical ones of its own kind, or fandoms. */
export async function setParents(
  tx: Tx,
  needs: Needs,
  who: Wrangler,
  { tag, parents }: { tag: TagId; parents: readonly TagId[] },
): Promise<number> {
  const edit = new Edit(tx)
  const own = await edit.tag(tag)
  if (!own.canonical) throw new Refusing('not-canonical')
  const roots: TagId[] = []
  for (const asked of parents) {
    const parent = await edit.tag(asked)
    if (parent.kind !== own.kind && parent.kind !== 'fandom') throw new Refusing('other-kind')
    const root = parent.canonicalId ?? parent.id
    if (root === tag) throw new Refusing('itself')
    await toCanonical(tx, edit, root)
    roots.push(root)
  }
  await edit.change(tag, { parents: roots })
  for (const root of roots) await requireNoLoop(tx, edit, tag, root)
  return commitEdit(tx, needs, who, { edit, act: 'parents', tag })
}

/** No tag may be above itself. Walks upwards from the parent, in the state that the edit leads to. */
async function requireNoLoop(tx: Tx, edit: Edit, tag: TagId, parent: TagId): Promise<void> {
  const seen = new Set<TagId>()
  let above = [parent]
  while (above.length > 0) {
    if (above.includes(tag)) throw new Refusing('loop')
    for (const id of above) seen.add(id)
    await edit.load(above)
    const next: TagId[] = []
    for (const id of above) next.push(...(await edit.tag(id)).parents)
    above = [...new Set(next)].filter((id) => !seen.has(id))
  }
}
