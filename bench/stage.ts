import type { Archive } from './archive.ts'
import type { Line } from './line.ts'

/** What a benchmark gets. */
export type Stage = {
  readonly archive: Archive
  /** Fewer and shorter rounds: to see that it works, not to quote. */
  readonly quick: boolean
}

/** Measures one thing. Leaves no server behind and the first work of the archive as it was. */
export type Benchmark = (stage: Stage) => Promise<Line[]>
