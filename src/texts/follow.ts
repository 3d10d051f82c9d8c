import type { TagId, WorkId } from '#shared/ids.ts'
import { turn } from '#shared/turn.ts'
import type { Db } from '#storage/db.ts'
import { endOfLog, type LogEntry, type LogPlace, readLog } from '#storage/follow-log.ts'
import type { StemmedWork } from '#storage/text-store.ts'
import { stemEntry } from './entry.ts'
import { listPublished, listTagged, readTexts } from './read-works.ts'
import type { Texts } from './texts.ts'

/** How far the index is, as the store keeps it. */
type Position = {
  /** Goes up with each step, so that no two positions are the same. */
  readonly step: number
  readonly log: LogPlace
  /** The walk through all works: the id after which it goes on; null once it is done. */
  readonly walk: string | null
  /** Goes up with each walk. */
  readonly round: number
  /** Tags that changed, whose works are read again little by little. */
  readonly wrangled: readonly Wrangled[]
}

/** A tag, and the id of the work after which its works are still to be read. */
type Wrangled = { readonly tag: TagId; readonly after: string }

export type Followed = {
  /** Works read anew, put or taken away. */
  readonly works: number
  /** There is more to do at once. */
  readonly more: boolean
  /** Every work was indexed once: the answers are whole. */
  readonly isWhole: boolean
}

/** Works read and held at a time. */
const worksAtOnce = 16
/** When more changed at once, all works are read again. */
const mostWrangled = 1000
/** So many entries of the log are looked at again and again before it is noted that nothing can appear among them. */
const mostLookedAt = 2000

const unseen: ReadonlySet<string> = new Set([
  'comment-shown',
  'comment-edited',
  'comment-gone',
  'counts-changed',
  'readers-counted',
  'settings-changed',
])

/**
 * Brings the index one step nearer to the archive: what the log tells first (at most `most` entries), then works of tags
 * that changed, then the first walk through all works. Each step is one transaction of the index with its
 * new position, so a process may end anywhere. Of two processes that do the same step one does it. Works are read after
 * the place in the log is, so what is put is never older than that place.
 */
export async function indexChanges(
  db: Db,
  texts: Texts,
  { most }: { most: number },
): Promise<Followed> {
  const from = await texts.position()
  const position = from === null ? null : (JSON.parse(from) as Position)
  if (position === null) return beginWalk(db, texts, from, null)
  const read = await readLog(db, position.log, most)
  const isRestored = read.entries.some(({ kind }) => kind === 'archive-restored')
  if (read.isAnother || isRestored) return beginWalk(db, texts, from, position)

  const wrangled = addWrangled(position.wrangled, read.entries)
  if (wrangled.length > mostWrangled) return beginWalk(db, texts, from, position)

  const isWhole = position.walk === null
  const works = [
    ...new Set(
      read.entries.flatMap(({ kind, work }) => (work === null || unseen.has(kind) ? [] : [work])),
    ),
  ]
  const next = { ...position, step: position.step + 1, log: read.place, wrangled }
  if (works.length > 0) {
    // A few at a time; the place in the log moves with the last of them.
    let at = from
    let { step } = position
    for (let begin = 0; begin < works.length; begin += worksAtOnce) {
      const isLast = begin + worksAtOnce >= works.length
      const to = { ...(isLast ? next : position), step: ++step }
      if (!(await put(db, texts, at, to, works.slice(begin, begin + worksAtOnce)))) break
      at = JSON.stringify(to)
    }
    return { works: works.length, more: true, isWhole }
  }
  const [first, ...others] = wrangled
  if (first) {
    const some = await listTagged(db, first.tag, first.after, worksAtOnce)
    const last = some.at(-1)
    const rest = last === undefined ? others : [{ ...first, after: last }, ...others]
    const isKnown = first.after === '' && (await isIndexed(db, texts, first.tag, last))
    const to = { ...next, wrangled: isKnown ? others : rest }
    await put(db, texts, from, to, isKnown ? [] : some)
    return { works: isKnown ? 0 : some.length, more: true, isWhole }
  }
  if (position.walk !== null) return walkOn(db, texts, from, next, position.walk)
  if (read.entries.length > 0 || isWorthNoting(position.log, read.place)) {
    await put(db, texts, from, next, [])
  }
  return { works: 0, more: read.more, isWhole }
}

function isWorthNoting(before: LogPlace, now: LogPlace): boolean {
  if (now.seen - before.floor <= mostLookedAt) return false
  return now.floor > before.floor || before.mark === null
}

/** Notes the end of the log, then walks: what changes meanwhile is read from the log. */
async function beginWalk(
  db: Db,
  texts: Texts,
  from: string | null,
  before: Position | null,
): Promise<Followed> {
  const to: Position = {
    step: (before?.step ?? 0) + 1,
    log: await endOfLog(db),
    walk: '',
    round: (before?.round ?? 0) + 1,
    wrangled: [],
  }
  await put(db, texts, from, to, [])
  return { works: 0, more: true, isWhole: false }
}

async function walkOn(
  db: Db,
  texts: Texts,
  from: string | null,
  next: Position,
  after: string,
): Promise<Followed> {
  const some = await listPublished(db, after, worksAtOnce)
  const last = some.at(-1)
  const done = await put(db, texts, from, { ...next, walk: last ?? null }, some, last === undefined)
  return { works: some.length, more: true, isWhole: done && last === undefined }
}

async function put(
  db: Db,
  texts: Texts,
  from: string | null,
  to: Position,
  ids: readonly WorkId[],
  endRound = false,
): Promise<boolean> {
  const stemmed: StemmedWork[] = []
  for (const entry of await readTexts(db, ids)) {
    stemmed.push(stemEntry(entry))
    await turn()
  }
  const there = new Set(stemmed.map(({ id }) => id))
  return texts.change({
    from,
    to: JSON.stringify(to),
    put: stemmed,
    gone: ids.filter((id) => !there.has(id)),
    round: to.round,
    endRound,
  })
}

function addWrangled(
  before: readonly Wrangled[],
  entries: readonly LogEntry[],
): readonly Wrangled[] {
  const tags = new Set(
    entries.flatMap(({ kind, tag }) => (kind === 'tag-wrangled' && tag !== null ? [tag] : [])),
  )
  if (tags.size === 0) return before
  const others = before.filter(({ tag }) => !tags.has(tag))
  return [...others, ...Array.from(tags, (tag) => ({ tag, after: '' }))]
}

/** Whether a work of the tag is found by the tag's name already: most wrangling changes no name, and then nothing is read. */
async function isIndexed(
  db: Db,
  texts: Texts,
  tag: TagId,
  work: WorkId | undefined,
): Promise<boolean> {
  const row = await db.selectFrom('tag').select('name').where('id', '=', tag).executeTakeFirst()
  if (!row || work === undefined) return true
  return texts.isTagged(work, row.name)
}
