import { Column } from './arrays.ts'
import { isCharacter } from './suggest-fold.ts'
import { letterAt } from './suggest-utf8.ts'
import { sortTexts, type Texts } from './suggest-sort.ts'

/** All beginnings of words in all names, sorted, with the tags in which each stands. */
export type Vocabulary = {
  /** Each word once, sorted; a word is where it first stands among the names. */
  readonly texts: Texts
  /** Tags of word `n`: from `from[n]` to before `from[n + 1]` in `tags`, ascending. */
  readonly from: Uint32Array
  readonly tags: Uint32Array
  /** The other way: words of tag `n`, in no order, from `upTo[n - 1]` (0 for the first) to before `upTo[n]`. */
  readonly words: Uint32Array
  readonly upTo: Uint32Array
}

/** From folded names (`foldName`), tag `n` from `starts[n]`, each ended by a 0. */
export function makeVocabulary(bytes: Uint8Array, starts: Uint32Array): Vocabulary {
  const found = new Words(bytes)
  const words = new Column(thirtyTwo)
  const upTo = new Uint32Array(starts.length)
  for (const [tag, start] of starts.entries()) {
    const first = words.length
    for (let at = start, isStart = true; ; at++) {
      const byte = bytes[at] ?? 0
      if (byte === 0) break
      if (byte <= 0x20) isStart = true
      else if (isStart || (byte >= 0xe3 && isCharacter(letterAt(bytes, at)))) {
        const word = found.add(at)
        if (!isAmong(words, first, word)) words.push(word)
        isStart = false
      }
    }
    upTo[tag] = words.length
  }
  return inOrder(bytes, found.starts.done(), words.done(), upTo)
}

function isAmong({ array, length }: Column<Uint32Array>, from: number, word: number): boolean {
  for (let at = from; at < length; at++) if (array[at] === word) return true
  return false
}

function inOrder(
  bytes: Uint8Array,
  starts: Uint32Array,
  words: Uint32Array,
  upTo: Uint32Array,
): Vocabulary {
  const sorted = Uint32Array.from(starts.keys())
  sortTexts({ bytes, starts, end: 0x20 }, sorted)
  const placeOf = new Uint32Array(sorted.length)
  for (const [place, word] of sorted.entries()) placeOf[word] = place
  const from = new Uint32Array(sorted.length + 1)
  for (let at = 0; at < words.length; at++) {
    const place = placeOf[words[at] ?? 0] ?? 0
    words[at] = place
    from[place + 1] = (from[place + 1] ?? 0) + 1
  }
  for (let place = 0; place < sorted.length; place++) {
    from[place + 1] = (from[place + 1] ?? 0) + (from[place] ?? 0)
  }
  const tags = new Uint32Array(words.length)
  const next = from.slice()
  for (let tag = 0, at = 0; tag < upTo.length; tag++) {
    for (; at < (upTo[tag] ?? 0); at++) {
      const place = words[at] ?? 0
      const to = next[place] ?? 0
      tags[to] = tag
      next[place] = to + 1
    }
  }
  const ordered = sorted.map((word) => starts[word] ?? 0)
  return { texts: { bytes, starts: ordered, end: 0x20 }, from, tags, words, upTo }
}

const thirtyTwo = (length: number) => new Uint32Array(length)

/** Words and the numbers that they were given; a table of open addressing. */
class Words {
  readonly starts = new Column(thirtyTwo)
  readonly #hashes = new Column(thirtyTwo)
  readonly #bytes: Uint8Array
  #slots = new Uint32Array(1024)
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** The number of the word that begins there. */
  add(start: number): number {
    const bytes = this.#bytes
    let hash = 0x811c9dc5
    for (let at = start, byte = bytes[at] ?? 0; byte > 0x20; byte = bytes[++at] ?? 0) {
      hash = Math.imul(hash ^ byte, 0x01000193)
    }
    hash = (hash ^ (hash >>> 15)) >>> 0
    const mask = this.#slots.length - 1
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = (this.#slots[place] ?? 0) - 1
      if (number < 0) {
        this.#slots[place] = this.starts.length + 1
        this.starts.push(start)
        this.#hashes.push(hash)
        if (this.starts.length * 1.6 > this.#slots.length) this.#spread()
        return this.starts.length - 1
      }
      if (this.#hashes.array[number] === hash && this.#isSame(number, start)) return number
    }
  }

  #isSame(number: number, start: number): boolean {
    const bytes = this.#bytes
    for (let one = this.starts.array[number] ?? 0, other = start; ; one++, other++) {
      const byte = bytes[one] ?? 0
      const than = bytes[other] ?? 0
      if (byte <= 0x20 || than <= 0x20) return byte <= 0x20 && than <= 0x20
      if (byte !== than) return false
    }
  }

  #spread(): void {
    const slots = new Uint32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    for (let number = 0; number < this.starts.length; number++) {
      let place = (this.#hashes.array[number] ?? 0) & mask
      while (slots[place] !== 0) place = (place + 1) & mask
      slots[place] = number + 1
    }
    this.#slots = slots
  }
}
