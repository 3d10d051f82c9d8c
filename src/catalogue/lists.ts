/**
 * For each number a list of others. What was there at the last `settle` takes eight bytes for each one listed; what
 * changed since stands in a map beside.
 */
export class Lists {
  /** Sorted; each with the number listed under it at the same place. */
  #of = new Uint32Array(0)
  #listed = new Uint32Array(0)
  readonly #changed = new Map<number, readonly number[]>()

  get(of: number): readonly number[] {
    return this.#changed.get(of) ?? this.#settled(of)
  }
  put(of: number, one: number): void {
    const list = this.#changed.get(of)
    // Only lists that were made here are added to in place.
    if (list) (list as number[]).push(one)
    else this.#changed.set(of, [...this.#settled(of), one])
  }
  drop(of: number, one: number): void {
    this.#changed.set(
      of,
      this.get(of).filter((other) => other !== one),
    )
  }

  /** Takes all pairs that there are, in any order, in the place of what was known. */
  settle(pairs: Iterable<readonly [of: number, one: number]>): void {
    const all = [...pairs].toSorted(([of, one], [other, second]) => of - other || one - second)
    this.#of = Uint32Array.from(all, ([of]) => of)
    this.#listed = Uint32Array.from(all, ([, one]) => one)
    this.#changed.clear()
  }

  #settled(of: number): number[] {
    let low = 0
    let high = this.#of.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#of[middle] ?? 0) < of) low = middle + 1
      else high = middle
    }
    const found: number[] = []
    for (let at = low; this.#of[at] === of; at++) found.push(this.#listed[at] ?? 0)
    return found
  }
}
