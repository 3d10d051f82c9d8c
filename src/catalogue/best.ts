import { compare } from './ranks.ts'

/** The most used of what is offered: at most `size`, most first, ties by key. */
export class Best {
  readonly #size: number
  readonly #keyOf: (term: number) => string
  readonly #terms: number[] = []
  readonly #counts: number[] = []

  constructor(size: number, keyOf: (term: number) => string) {
    this.#size = size
    this.#keyOf = keyOf
  }

  /** What a term must be over to change anything for certain: fewer never do, as many may. */
  get least(): number {
    return this.#terms.length < this.#size ? 0 : (this.#counts.at(-1) ?? 0)
  }

  offer(term: number, count: number): void {
    if (count === 0 || count < this.least) return
    let at = this.#terms.length
    while (at > 0 && this.#isBefore(term, count, at - 1)) at--
    if (at >= this.#size) return
    this.#terms.splice(at, 0, term)
    this.#counts.splice(at, 0, count)
    if (this.#terms.length > this.#size) {
      this.#terms.pop()
      this.#counts.pop()
    }
  }

  #isBefore(term: number, count: number, at: number): boolean {
    const other = this.#counts[at] ?? 0
    if (count !== other) return count > other
    return compare(this.#keyOf(term), this.#keyOf(this.#terms[at] ?? 0)) < 0
  }

  list(): { key: string; count: number }[] {
    return this.#terms.map((term, at) => ({ key: this.#keyOf(term), count: this.#counts[at] ?? 0 }))
  }
}
