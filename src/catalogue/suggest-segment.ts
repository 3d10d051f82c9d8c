import { bitWords } from './arrays.ts'
import { addId, idAt, type IdTable, makeIdTable } from './id-table.ts'
import type { SuggestEntry } from './suggest-index.ts'
import { type Read, readEntries } from './suggest-read.ts'
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
  /** Room for two sets of bits of tags, for whoever searches: what stands in it means nothing afterwards. */
  readonly room: { readonly ofFandoms: Uint32Array; readonly candidates: Uint32Array }
}

/** Reads the entries once, in any order. Of entries with one id the first counts. */
export function makeSegment(entries: Iterable<SuggestEntry>): Segment {
  const read = readEntries(entries)
  const count = read.kind.length
  const byName = sortByName(read)
  const placeByName = inverse(byName)
  const order = sortByUse(read, read.uses.array, placeByName)
  const rankOf = inverse(order)

  const ids = makeIdTable(read.ids.count)
  const numberOf = new Uint32Array(read.ids.count).fill(unknown)
  const number = (old: number) => {
    if (numberOf[old] === unknown) numberOf[old] = addId(ids, idAt(read.ids, old))
  }
  for (const entry of order) number(read.id.array[entry] ?? 0)
  for (let old = 0; old < numberOf.length; old++) number(old)

  const bytes = new Uint8Array(read.bytes.length)
  const starts = new Uint32Array(count)
  let length = 0
  for (let rank = 0; rank < count; rank++) {
    const entry = order[rank] ?? 0
    const end = read.starts.array[entry + 1] ?? 0
    starts[rank] = length
    bytes.set(read.bytes.subarray(read.starts.array[entry] ?? 0, end), length)
    length += end - (read.starts.array[entry] ?? 0)
  }
  const strangerOrder = new Uint32Array(count)
  const forStrangers = sortByUse(read, read.strangerUses.array, placeByName)
  for (let place = 0; place < count; place++) {
    strangerOrder[rankOf[forStrangers[place] ?? 0] ?? 0] = place
  }
  const bits = () => new Uint32Array(bitWords(count))
  return {
    count,
    ids,
    bytes,
    starts,
    byName: byName.map((entry) => rankOf[entry] ?? 0),
    strangerOrder,
    kind: Uint8Array.from(order, (entry) => read.kind.array[entry] ?? 0),
    root: order.map((entry) => numberOf[read.root.array[entry] ?? 0] ?? 0),
    uses: order.map((entry) => read.uses.array[entry] ?? 0),
    strangerUses: order.map((entry) => read.strangerUses.array[entry] ?? 0),
    vocabulary: makeVocabulary(bytes, starts),
    fandoms: groupByFandom(read, order, numberOf),
    gone: bits(),
    room: { ofFandoms: bits(), candidates: bits() },
  }
}

const unknown = 0xffffffff

/** Where each number stands. */
function inverse(order: Uint32Array): Uint32Array {
  const places = new Uint32Array(order.length)
  for (let place = 0; place < order.length; place++) places[order[place] ?? 0] = place
  return places
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
    segment.room.ofFandoms,
    segment.room.candidates,
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
