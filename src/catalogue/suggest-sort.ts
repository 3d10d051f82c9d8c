/** Texts of UTF-8 in one blob: text `n` begins at `starts[n]` and ends before the first byte at or below `end`. */
export type Texts = {
  readonly bytes: Uint8Array
  readonly starts: Uint32Array
  /** 0x1f for whole names, 0x20 for single words. */
  readonly end: number
}

/** Sorts numbers of texts by their bytes, in place: multikey quicksort (Bentley and Sedgewick, 1997). Equal texts stand in no order. */
export function sortTexts(texts: Texts, numbers: Uint32Array): void {
  sortFrom(texts, numbers, 0, numbers.length, 0)
}

/** The byte of a text at a depth, 0 at its end. */
function byteOf({ bytes, starts, end }: Texts, number: number, depth: number): number {
  const byte = bytes[(starts[number] ?? 0) + depth] ?? 0
  return byte <= end ? 0 : byte
}

/** All texts from `low` to before `high` agree in their first `depth` bytes, and have them. */
function sortFrom(
  texts: Texts,
  numbers: Uint32Array,
  low: number,
  high: number,
  depth: number,
): void {
  while (high - low > 12) {
    const pivot = middleByte(texts, numbers, low, high, depth)
    let less = low
    let more = high
    for (let at = low; at < more;) {
      const byte = byteOf(texts, numbers[at] ?? 0, depth)
      if (byte < pivot) swap(numbers, at++, less++)
      else if (byte > pivot) swap(numbers, at, --more)
      else at++
    }
    sortFrom(texts, numbers, low, less, depth)
    sortFrom(texts, numbers, more, high, depth)
    if (pivot === 0) return
    low = less
    high = more
    depth++
  }
  for (let at = low + 1; at < high; at++) {
    for (let to = at; to > low && isBefore(texts, numbers[to], numbers[to - 1], depth); to--) {
      swap(numbers, to, to - 1)
    }
  }
}

function isBefore(texts: Texts, one = 0, other = 0, depth = 0): boolean {
  for (; ; depth++) {
    const byte = byteOf(texts, one, depth)
    const than = byteOf(texts, other, depth)
    if (byte !== than) return byte < than
    if (byte === 0) return false
  }
}

function middleByte(
  texts: Texts,
  numbers: Uint32Array,
  low: number,
  high: number,
  depth: number,
): number {
  const one = byteOf(texts, numbers[low] ?? 0, depth)
  const two = byteOf(texts, numbers[(low + high) >>> 1] ?? 0, depth)
  const three = byteOf(texts, numbers[high - 1] ?? 0, depth)
  return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three))
}

function swap(numbers: Uint32Array, one: number, other: number): void {
  const kept = numbers[one] ?? 0
  numbers[one] = numbers[other] ?? 0
  numbers[other] = kept
}

/** Part of a sorted list of texts: from `low` to before `high`. */
export type Span = { readonly low: number; readonly high: number }

/**
 * The texts that go on with `bytes` after their first `depth` bytes, in which all texts of `span` agree. `sorted` are
 * numbers of texts in order; null when the texts themselves stand in order.
 */
export function narrow(
  texts: Texts,
  sorted: Uint32Array | null,
  span: Span,
  depth: number,
  bytes: Uint8Array,
): Span {
  const low = firstFrom(texts, sorted, span, depth, bytes, false)
  if (low === span.high) return { low, high: low }
  return { low, high: firstFrom(texts, sorted, { low, high: span.high }, depth, bytes, true) }
}

function firstFrom(
  { bytes: all, starts }: Texts,
  sorted: Uint32Array | null,
  span: Span,
  depth: number,
  bytes: Uint8Array,
  beyond: boolean,
): number {
  let { low, high } = span
  while (low < high) {
    const middle = (low + high) >>> 1
    const start = (starts[sorted ? (sorted[middle] ?? 0) : middle] ?? 0) + depth
    let order = 0
    for (let at = 0; at < bytes.length && order === 0; at++) {
      order = (all[start + at] ?? 0) - (bytes[at] ?? 0)
    }
    if (order < 0 || (beyond && order === 0)) low = middle + 1
    else high = middle
  }
  return low
}
