import { hasBit, setBit } from './arrays.ts'
import { findId, idAt } from './id-table.ts'
import { Best } from './suggest-best.ts'
import { spansNear } from './suggest-forgive.ts'
import type { Hit, Sought } from './suggest-hit.ts'
import { suggestKinds } from './suggest-read.ts'
import type { Segment } from './suggest-segment.ts'
import { narrow, type Span } from './suggest-sort.ts'
import type { Vocabulary } from './suggest-vocabulary.ts'

/**
 * The best tags of a segment, each root once, best first: names that are what was typed, names that begin with it, names
 * that have all its words. Stops where there are enough.
 */
export function searchSegment(segment: Segment, sought: Sought): Hit[] {
  const search = new Search(segment, sought)
  const texts = { bytes: segment.bytes, starts: segment.starts, end: 0x1f }
  const key = encoder.encode(sought.key)
  const named = narrow(texts, segment.byName, { low: 0, high: segment.count }, 0, key)
  let exactTo = named.low
  if (key.length > 0) {
    const isExact = (place: number) =>
      (segment.bytes[(segment.starts[segment.byName[place] ?? 0] ?? 0) + key.length] ?? 0) <= 0x1f
    while (exactTo < named.high && isExact(exactTo)) exactTo++
    search.offer(0, segment.byName.subarray(named.low, exactTo))
  }
  if (search.lacks()) search.offer(1, segment.byName.subarray(exactTo, named.high))
  if (search.lacks() && sought.words.length > 0) {
    const { texts: words } = segment.vocabulary
    const all = { low: 0, high: words.starts.length }
    const spans = sought.words.map((word) => [narrow(words, null, all, 0, encoder.encode(word))])
    search.offerWords(2, spans)
  }
  return search.hits()
}

/** As `searchSegment`, but a typing error is forgiven in each word; how the name begins does not count. */
export function searchNearly(segment: Segment, sought: Sought): Hit[] {
  const search = new Search(segment, sought)
  search.offerWords(
    3,
    sought.words.map((word) => spansNear(segment.vocabulary.texts, word)),
  )
  return search.hits()
}

const encoder = new TextEncoder()

class Search {
  readonly #segment: Segment
  readonly #sought: Sought
  /** For each tier those of the chosen fandoms, then the others. */
  readonly #tiers: { readonly tier: number; readonly fandom: Best; readonly other: Best }[] = []
  readonly #kinds: Uint8Array
  readonly #ofFandoms: Uint32Array | null
  constructor(segment: Segment, sought: Sought) {
    this.#segment = segment
    this.#sought = sought
    const isWanted = (kind: (typeof suggestKinds)[number]) =>
      sought.kinds.length === 0 || sought.kinds.includes(kind)
    this.#kinds = Uint8Array.from(suggestKinds, (kind) => (isWanted(kind) ? 1 : 0))
    this.#ofFandoms = bitsOfFandoms(segment, sought.fandoms)
  }

  lacks(): boolean {
    const { most } = this.#sought
    return this.#tiers.length === 0 || this.hits().length < most
  }

  hits(): Hit[] {
    const found = this.#tiers.flatMap(({ tier, fandom, other }) => [
      ...fandom.tags.map((tag) => ({ tag, tier, isOfFandom: true })),
      ...other.tags.map((tag) => ({ tag, tier, isOfFandom: false })),
    ])
    const seen = new Set<number>()
    const first = found.filter(({ tag }) => {
      const root = this.#segment.root[tag] ?? 0
      return !seen.has(root) && seen.add(root)
    })
    return first.slice(0, this.#sought.most).map((hit) => this.#hit(hit))
  }

  /** Offers tags, in any order, some perhaps twice; of them only those that pass. */
  offer(tier: number, tags: Uint32Array, passes: Passes | null = null): void {
    const { fandom, other } = this.#tier(tier)
    const { gone, kind, strangerUses } = this.#segment
    const kinds = this.#kinds
    const ofFandoms = this.#ofFandoms
    const forStranger = this.#sought.viewer === 'stranger'
    for (let at = 0; at < tags.length; at++) {
      const tag = tags[at] ?? 0
      const isOfFandom = ofFandoms !== null && tag < fandom.bound && hasBit(ofFandoms, tag)
      const best = isOfFandom ? fandom : other
      if (tag >= best.bound) continue
      if (kinds[kind[tag] ?? 0] === 0 || hasBit(gone, tag)) continue
      if (forStranger && strangerUses[tag] === 0) continue
      if (passes !== null && !passes(tag)) continue
      best.offer(tag)
    }
  }

  /** Offers the tags that have, for each word typed, a word of its spans. */
  offerWords(tier: number, words: readonly (readonly Span[])[]): void {
    const { vocabulary, room } = this.#segment
    const lists = words
      .map((spans) => tagsWith(vocabulary, spans))
      .toSorted((one, other) => one.size - other.size)
    const [rarest, ...others] = lists
    if (!rarest) return
    // Few tags are looked at word by word; of many a bit each is kept, to go through all tags of the other words.
    let candidates = rarest
    for (const [at, list] of others.entries()) {
      if (candidates.size * rowsCost < list.size) {
        const rest = others.slice(at).map(({ spans }) => spans)
        const passes: Passes = (tag) => rest.every((spans) => hasWordIn(vocabulary, tag, spans))
        for (const tags of candidates.slices) this.offer(tier, tags, passes)
        return
      }
      const bits = room.candidates.fill(0)
      for (const tags of candidates.slices) mark(tags, bits)
      const isLast = at === others.length - 1
      if (isLast) {
        for (const tags of list.slices) this.offer(tier, tags, (tag) => hasBit(bits, tag))
        return
      }
      const both = list.slices.map((tags) => tags.filter((tag) => hasBit(bits, tag)))
      candidates = { ...list, slices: both, size: sizeOf(both) }
    }
    for (const tags of candidates.slices) this.offer(tier, tags)
  }

  #tier(tier: number) {
    const forStranger = this.#sought.viewer === 'stranger'
    const make = () => new Best(this.#segment, forStranger, this.#sought.most)
    const found = this.#tiers.find((one) => one.tier === tier)
    if (found) return found
    const made = { tier, fandom: make(), other: make() }
    this.#tiers.push(made)
    return made
  }

  #hit({ tag, tier, isOfFandom }: { tag: number; tier: number; isOfFandom: boolean }): Hit {
    const { ids, root, uses, strangerUses, bytes, starts } = this.#segment
    const start = starts[tag] ?? 0
    let end = start
    while ((bytes[end] ?? 0) > 0x1f) end++
    return {
      id: idAt(ids, tag),
      root: idAt(ids, root[tag] ?? 0),
      tier,
      isOfFandom,
      uses: (this.#sought.viewer === 'stranger' ? strangerUses[tag] : uses[tag]) ?? 0,
      key: bytes.subarray(start, end),
    }
  }
}

type Passes = (tag: number) => boolean

/** To look at the words of a tag takes about as long as to pass over so many tags of a list. */
const rowsCost = 10

/** Tags that have a word of the spans, in slices, some perhaps twice. */
function tagsWith({ from, tags }: Vocabulary, spans: readonly Span[]) {
  const slices = spans.map(({ low, high }) => tags.subarray(from[low] ?? 0, from[high] ?? 0))
  return { spans, slices, size: sizeOf(slices) }
}

const sizeOf = (slices: readonly Uint32Array[]) =>
  slices.reduce((sum, { length }) => sum + length, 0)

function hasWordIn({ words, upTo }: Vocabulary, tag: number, spans: readonly Span[]): boolean {
  const end = upTo[tag] ?? 0
  for (let at = upTo[tag - 1] ?? 0; at < end; at++) {
    const word = words[at] ?? 0
    if (isWithin(spans, word)) return true
  }
  return false
}

/** Whether one of the spans, which stand in order and apart, has the word. */
function isWithin(spans: readonly Span[], word: number): boolean {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle]?.high ?? 0) <= word) low = middle + 1
    else high = middle
  }
  return word >= (spans[low]?.low ?? Infinity)
}

function mark(list: Uint32Array, into: Uint32Array): void {
  for (let at = 0; at < list.length; at++) setBit(into, list[at] ?? 0)
}

/** Bits of the tags of these fandoms; null when there are none. */
function bitsOfFandoms(segment: Segment, fandoms: readonly string[]): Uint32Array | null {
  const { numbers, from, tags } = segment.fandoms
  let bits: Uint32Array | null = null
  for (const fandom of fandoms) {
    const number = findId(segment.ids, fandom)
    const place = number < 0 ? -1 : placeOf(numbers, number)
    if (place < 0) continue
    bits ??= segment.room.ofFandoms.fill(0)
    mark(tags.subarray(from[place] ?? 0, from[place + 1] ?? 0), bits)
  }
  return bits
}

function placeOf(numbers: Uint32Array, number: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) < number) low = middle + 1
    else high = middle
  }
  return numbers[low] === number ? low : -1
}
