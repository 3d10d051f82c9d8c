/** Files that were made, by their version, and the queue of those to be made: one at a time, so that pages go on. */
export class KeptFiles {
  readonly #most: number
  #bytes = 0
  #last: Promise<unknown> = Promise.resolve()
  readonly #kept = new Map<string, Buffer>()
  readonly #making = new Map<string, Promise<Buffer>>()

  /** `most` is how many bytes are kept in all. */
  constructor(most: number) {
    this.#most = most
  }

  /** The file of this name and version; made when nobody asked before, once for all who ask meanwhile. */
  find(version: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const kept = this.#kept.get(version)
    if (kept) {
      this.#kept.delete(version)
      this.#kept.set(version, kept)
      return Promise.resolve(kept)
    }
    const begun = this.#making.get(version)
    if (begun) return begun
    const making = this.#last
      .then(make)
      .then((file) => this.#keep(version, file))
      .finally(() => this.#making.delete(version))
    this.#making.set(version, making)
    this.#last = making.catch(() => {})
    return making
  }

  #keep(version: string, file: Buffer): Buffer {
    if (file.length > this.#most / 4) return file
    this.#kept.set(version, file)
    this.#bytes += file.length
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= this.#most) break
      this.#kept.delete(oldest)
      this.#bytes -= length
    }
    return file
  }
}
