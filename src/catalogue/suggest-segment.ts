import { bitWords, Column } from './arrays.ts'
import { addId, idAt, type IdTable, makeIdTable } from './id-table.ts'
import { foldName } from './suggest-fold.ts'
import type { SuggestEntry, SuggestKind } from './suggest-index.ts'
import { sortTexts } from './suggest-sort.ts'
import { makeVocabulary, type Vocabulary } from './suggest-vocabulary.ts'

/**
 * Tags, numbered by use (most first, then a tag that leads to itself, then by name, then by id), in typed arrays: no
 * string and no object per tag. The numbers of the tags are their numbers in `ids` too; roots and fandoms that are no
 * tag here have higher ones.
 */
export type Segment = {
  readonly count: number
  readonly ids: IdTable
  /** Folded names, tag `n` from `starts[n]`, each ended by a 0. */
  readonly bytes: Uint8Array
  readonly starts: Uint32Array
  /** Tags in the order of their names, then ids. */
  readonly byName: Uint32Array
  /** The place of each tag among all as strangers see use. */
  readonly strangerOrder: Uint32Array
  readonly kind: Uint8Array
  /** Numbers of ids. */
  readonly root: Uint32Array
  /** Never grows from tag to tag. */
  readonly uses: Uint32Array
  /** At most `uses`. */
  readonly strangerUses: Uint32Array
  readonly vocabulary: Vocabulary
  /** Tags of each fandom: of the fandom with id number `numbers[n]`, from `from[n]` to before `from[n + 1]` in `tags`. */
  readonly fandoms: {
    readonly numbers: Uint32Array
    readonly from: Uint32Array
    readonly tags: Uint32Array
  }
  /** Bits of tags that are not here any more, or are newer in another segment. */
  readonly gone: Uint32Array
}

export const suggestKinds: readonly SuggestKind[] = [
  'fandom',
  'relationship',
  'character',
  'additional',
]

const thirtyTwo = (length: number) => new Uint32Array(length)
const eight = (length: number) => new Uint8Array(length)

/** Reads the entries once, in any order. Of entries with one id the first counts. */
export function makeSegment(entries: Iterable<SuggestEntry>): Segment {
  const read = readEntries(entries)
  const count = read.kind.length
  const byName = sortByName(read)
  const placeByName = new Uint32Array(count)
  for (const [place, entry] of byName.entries()) placeByName[entry] = place
  const order = sortByUse(read, read.uses.array, placeByName)
  const rankOf = new Uint32Array(count)
  for (const [rank, entry] of order.entries()) rankOf[entry] = rank

  const ids = makeIdTable(read.ids.count)
  for (const entry of order) addId(ids, idAt(read.ids, read.id.array[entry] ?? 0))
  const numberOf = new Uint32Array(read.ids.count)
  for (let at = 0; at < numberOf.length; at++) numberOf[at] = addId(ids, idAt(read.ids, at))

  const bytes = new Uint8Array(read.bytes.length)
  const starts = new Uint32Array(count)
  let length = 0
  for (const [rank, entry] of order.entries()) {
    const end = read.starts.array[entry + 1] ?? 0
    starts[rank] = length
    bytes.set(read.bytes.subarray(read.starts.array[entry] ?? 0, end), length)
    length += end - (read.starts.array[entry] ?? 0)
  }
  const strangerOrder = new Uint32Array(count)
  const forStrangers = sortByUse(read, read.strangerUses.array, placeByName)
  for (const [place, entry] of forStrangers.entries()) strangerOrder[rankOf[entry] ?? 0] = place
  return {
    count,
    ids,
    bytes,
    starts,
    byName: byName.map((entry) => rankOf[entry] ?? 0),
    strangerOrder,
    kind: eight(count).map((_, rank) => read.kind.array[order[rank] ?? 0] ?? 0),
    root: order.map((entry) => numberOf[read.root.array[entry] ?? 0] ?? 0),
    uses: order.map((entry) => read.uses.array[entry] ?? 0),
    strangerUses: order.map((entry) => read.strangerUses.array[entry] ?? 0),
    vocabulary: makeVocabulary(bytes, starts),
    fandoms: groupByFandom(read, order, numberOf),
    gone: new Uint32Array(bitWords(count)),
  }
}

/** Bytes of memory that a segment holds. */
export function segmentBytes(segment: Segment): number {
  const { vocabulary, fandoms, ids } = segment
  const arrays: readonly ArrayBufferView[] = [
    segment.bytes,
    segment.starts,
    segment.byName,
    segment.strangerOrder,
    segment.kind,
    segment.root,
    segment.uses,
    segment.strangerUses,
    segment.gone,
    ids.packed,
    ids.slots,
    vocabulary.texts.starts,
    vocabulary.from,
    vocabulary.tags,
    vocabulary.words,
    vocabulary.upTo,
    fandoms.numbers,
    fandoms.from,
    fandoms.tags,
  ]
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/** Entries in the order in which they came. */
type Read = ReturnType<typeof readEntries>

function readEntries(entries: Iterable<SuggestEntry>) {
  const ids = makeIdTable(1024)
  const id = new Column(thirtyTwo)
  const root = new Column(thirtyTwo)
  const kind = new Column(eight)
  const uses = new Column(thirtyTwo)
  const strangerUses = new Column(thirtyTwo)
  const starts = new Column(thirtyTwo)
  const fandoms = new Column(thirtyTwo)
  const fandomsTo = new Column(thirtyTwo)
  const known = new Column(eight)
  const encoder = new TextEncoder()
  let bytes = new Uint8Array(4096)
  let length = 0
  starts.push(0)
  for (const entry of entries) {
    const number = addId(ids, entry.id)
    if (known.array[number] === 1) continue
    known.reserve(Math.max(0, number + 1 - known.length))
    known.length = Math.max(known.length, number + 1)
    known.array[number] = 1
    id.push(number)
    root.push(addId(ids, entry.root))
    kind.push(suggestKinds.indexOf(entry.kind))
    const used = inBounds(entry.uses)
    uses.push(used)
    strangerUses.push(Math.min(used, inBounds(entry.usesForStrangers)))
    const name = foldName(entry.name)
    if (length + name.length * 3 + 1 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2 + name.length * 3)
      larger.set(bytes.subarray(0, length))
      bytes = larger
    }
    length += encoder.encodeInto(name, bytes.subarray(length)).written + 1
    starts.push(length)
    for (const fandom of new Set(entry.fandoms)) fandoms.push(addId(ids, fandom))
    fandomsTo.push(fandoms.length)
  }
  bytes = bytes.subarray(0, length)
  return { ids, id, root, kind, uses, strangerUses, starts, bytes, fandoms, fandomsTo }
}

/** Use is kept in 31 bits. */
const inBounds = (uses: number) => Math.max(0, Math.min(0x7fffffff, Math.trunc(uses)))

/** Entries by their folded names, then by their ids. */
function sortByName({ ids, id, bytes, starts, kind }: Read): Uint32Array {
  const texts = { bytes, starts: starts.array, end: 0x1f }
  const order = Uint32Array.from(kind.array.subarray(0, kind.length).keys())
  sortTexts(texts, order)
  const idOf = (entry: number) => idAt(ids, id.array[entry] ?? 0)
  for (let from = 0, at = 1; at <= order.length; at++) {
    if (at < order.length && isSameText(texts, order[from] ?? 0, order[at] ?? 0)) continue
    if (at - from > 1) {
      const same = [...order.subarray(from, at)].map((entry) => ({ entry, id: idOf(entry) }))
      same.sort((a, b) => (a.id < b.id ? -1 : 1))
      order.set(
        same.map(({ entry }) => entry),
        from,
      )
    }
    from = at
  }
  return order
}

function isSameText(
  { bytes, starts }: { bytes: Uint8Array; starts: Uint32Array },
  one: number,
  other: number,
): boolean {
  for (let depth = 0; ; depth++) {
    const byte = bytes[(starts[one] ?? 0) + depth] ?? 0
    const than = bytes[(starts[other] ?? 0) + depth] ?? 0
    if (byte <= 0x1f || than <= 0x1f) return byte <= 0x1f && than <= 0x1f
    if (byte !== than) return false
  }
}

/** Entries by use, most first, then those that lead to themselves, then by their place by name. */
function sortByUse(
  { id, root, kind }: Read,
  uses: Uint32Array,
  placeByName: Uint32Array,
): Uint32Array {
  const count = kind.length
  // Two numbers of 32 bits as one of 64, which the platform sorts without asking us; the lower one stands first.
  const pairs = new Uint32Array(count * 2)
  const entryAt = new Uint32Array(count)
  for (let entry = 0; entry < count; entry++) {
    const isOwn = root.array[entry] === id.array[entry]
    const place = placeByName[entry] ?? 0
    entryAt[place] = entry
    pairs[entry * 2] = place
    pairs[entry * 2 + 1] = (0x7fffffff - (uses[entry] ?? 0)) * 2 + (isOwn ? 0 : 1)
  }
  new BigUint64Array(pairs.buffer).sort()
  return entryAt.map((_, rank) => entryAt[pairs[rank * 2] ?? 0] ?? 0)
}

function groupByFandom(
  { fandoms, fandomsTo }: Read,
  order: Uint32Array,
  numberOf: Uint32Array,
): Segment['fandoms'] {
  const given = fandoms.array.subarray(0, fandoms.length)
  const numbers = Uint32Array.from(new Set(given), (fandom) => numberOf[fandom] ?? 0).sort()
  const placeOf = new Map(Array.from(numbers, (number, place) => [number, place]))
  const place = (at: number) => placeOf.get(numberOf[given[at] ?? 0] ?? 0) ?? 0
  const from = new Uint32Array(numbers.length + 1)
  for (let at = 0; at < given.length; at++) from[place(at) + 1] = (from[place(at) + 1] ?? 0) + 1
  for (let at = 0; at < numbers.length; at++) from[at + 1] = (from[at + 1] ?? 0) + (from[at] ?? 0)
  const next = from.slice()
  const tags = new Uint32Array(given.length)
  for (const [tag, entry] of order.entries()) {
    for (let at = fandomsTo.array[entry - 1] ?? 0; at < (fandomsTo.array[entry] ?? 0); at++) {
      const to = next[place(at)] ?? 0
      tags[to] = tag
      next[place(at)] = to + 1
    }
  }
  return { numbers, from, tags }
}
