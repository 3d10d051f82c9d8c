import type { Base } from './base.ts'
import { behindAll, keyOf, type RankedSort } from './ranks.ts'
import { titleAt } from './rows.ts'

const mostOrders = 2

/** The orders of a base, forward and back. What is asked for the first time is worked out then, and kept. */
export class Orders {
  readonly #base: Base
  readonly #reversed = new Map<RankedSort, Uint32Array>()
  readonly #orders = new Map<string, Uint32Array>()

  constructor(base: Base) {
    this.#base = base
  }

  rank(sort: RankedSort, reverse: boolean): Uint32Array {
    if (!reverse) return this.#base.ranks[sort]
    let rank = this.#reversed.get(sort)
    if (!rank) {
      // One is kept: few ask for the other way round, and each takes four bytes a work.
      this.#reversed.clear()
      this.#reversed.set(sort, (rank = this.#reverse(sort)))
    }
    return rank
  }

  /** Whether the place `end` of a result of so many is reached sooner by walking the order than by looking at all of it. */
  isNear(count: number, end: number): boolean {
    return count > 0 && (end * this.#base.works) / count < count / 2
  }

  /** Works in an order; only the few orders that were asked for last are kept. */
  order(sort: RankedSort, reverse: boolean): Uint32Array {
    const name = `${sort} ${reverse}`
    let order = this.#orders.get(name)
    if (order) this.#orders.delete(name)
    else {
      const rank = this.rank(sort, reverse)
      order = new Uint32Array(rank.length)
      for (let work = 0; work < rank.length; work++) order[rank[work] ?? 0] = work
      const [oldest] = this.#orders.keys()
      if (this.#orders.size >= mostOrders && oldest !== undefined) this.#orders.delete(oldest)
    }
    this.#orders.set(name, order)
    return order
  }

  /** The key of a work: a number of which more stands first, or its title. */
  key(sort: RankedSort, work: number): number | string {
    const base = this.#base
    if (sort === 'title') return titleAt(base, work)
    return keyOf(sort, {
      words: base.words[work] ?? 0,
      kudos: base.kudos[work] ?? 0,
      comments: base.comments[work] ?? 0,
      readers: base.readers[work] ?? 0,
      updated: base.updated[work] ?? 0,
      published: base.published[work] ?? 0,
    })
  }

  /** Runs of equal keys change places; inside each the order stays, and works without a count stay last. */
  #reverse(sort: RankedSort): Uint32Array {
    const forward = this.#base.ranks[sort]
    const count = forward.length
    const order = new Uint32Array(count)
    for (let work = 0; work < count; work++) order[forward[work] ?? 0] = work
    const rank = new Uint32Array(count)
    let end = count
    let next = 0
    const put = (from: number, to: number) => {
      for (let place = from; place < to; place++) rank[order[place] ?? 0] = next++
    }
    let last = count
    if (sort !== 'title') {
      while (last > 0 && this.key(sort, order[last - 1] ?? 0) === behindAll) last--
      end = last
    }
    while (end > 0) {
      const key = this.key(sort, order[end - 1] ?? 0)
      let begin = end - 1
      while (begin > 0 && this.key(sort, order[begin - 1] ?? 0) === key) begin--
      put(begin, end)
      end = begin
    }
    put(last, count)
    return rank
  }
}
