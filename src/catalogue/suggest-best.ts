import type { Segment } from './suggest-segment.ts'

/** The best tags of those offered, each root once. */
export class Best {
  readonly tags: number[] = []
  /** No tag from this number on can be among the best any more. */
  bound: number
  readonly #roots: number[] = []
  readonly #orders: number[] = []
  readonly #segment: Segment
  readonly #forStranger: boolean
  readonly #most: number
  constructor(segment: Segment, forStranger: boolean, most: number) {
    this.#segment = segment
    this.#forStranger = forStranger
    this.#most = most
    this.bound = firstUsedLess(segment, 1)
  }

  offer(tag: number): void {
    const { strangerOrder, root: rootOf } = this.#segment
    const orders = this.#orders
    const order = this.#forStranger ? (strangerOrder[tag] ?? 0) : tag
    if (orders.length === this.#most && order >= (orders.at(-1) ?? 0)) return
    const root = rootOf[tag] ?? 0
    const same = this.#roots.indexOf(root)
    if (same >= 0) {
      if (order >= (orders[same] ?? 0)) return
      this.#remove(same)
    } else if (orders.length === this.#most) this.#remove(orders.length - 1)
    let to = orders.length
    while (to > 0 && (orders[to - 1] ?? 0) > order) to--
    orders.splice(to, 0, order)
    this.#roots.splice(to, 0, root)
    this.tags.splice(to, 0, tag)
    if (orders.length === this.#most) this.#tighten()
  }

  #remove(at: number): void {
    this.#orders.splice(at, 1)
    this.#roots.splice(at, 1)
    this.tags.splice(at, 1)
  }

  /** What strangers see of a tag's use is never more than its use: whatever is used less than the last one sees loses. */
  #tighten(): void {
    const last = this.tags.at(-1) ?? 0
    if (!this.#forStranger) this.bound = last
    else {
      const seen = this.#segment.strangerUses[last] ?? 0
      this.bound = Math.min(this.bound, firstUsedLess(this.#segment, seen))
    }
  }
}

/** The number of the first tag that is used less than so often: all before are used as often or more. */
function firstUsedLess({ uses, count }: Segment, than: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((uses[middle] ?? 0) < than) high = middle
    else low = middle + 1
  }
  return low
}
