import { hasBit } from './arrays.ts'
import { type Base, buildBase } from './base.ts'
import { idAt } from './id-table.ts'
import { ownTags } from './own-rows.ts'
import { type Row, RowsBuilder, titleAt } from './rows.ts'
import { Terms } from './terms.ts'

/** What happened since a compaction began: works that went, terms and tags to be worked out anew in its base. */
export type Since = {
  at: number
  /** Terms that there were. */
  count: number
  gone: Set<string>
  terms: Set<number>
  tags: Set<number>
}
export const sinceNow = (at: number, count: number): Since => ({
  at,
  count,
  gone: new Set(),
  terms: new Set(),
  tags: new Set(),
})

/** Handed to another thread: all of it is plain data. */
export type Compaction = {
  base: Base
  there: Uint32Array
  young: Row[]
  terms: ReturnType<Terms['data']>
  mostHot: number
}

/** Builds the base that a compaction asks for. */
export function compactAside({ base, there, young, terms: data, mostHot }: Compaction): Base {
  const terms = new Terms(data)
  const builder = new RowsBuilder()
  for (let work = 0; work < base.works; work++) {
    if (hasBit(there, work)) builder.add(rowAt(base, terms, work))
  }
  for (const row of young) builder.add(row)
  return buildBase(builder.done(), terms, mostHot)
}

/** A work of a base as a row. What is no tag is told from the tags by its kind. */
export function rowAt(base: Base, terms: Terms, work: number): Row {
  const others: number[] = []
  for (let at = base.hotStart[work] ?? 0; at < (base.hotStart[work + 1] ?? 0); at++) {
    const term = base.hotTerms[base.hot[at] ?? 0] ?? 0
    if (!terms.isTag(term)) others.push(term)
  }
  for (let at = base.coldStart[work] ?? 0; at < (base.coldStart[work + 1] ?? 0); at++) {
    const term = base.cold[at] ?? 0
    if (!terms.isTag(term)) others.push(term)
  }
  return {
    id: idAt(base.ids, work),
    tags: ownTags(base, terms, work),
    others,
    words: base.words[work] ?? 0,
    kudos: base.kudos[work] ?? 0,
    comments: base.comments[work] ?? 0,
    readers: base.readers[work] ?? 0,
    updated: base.updated[work] ?? 0,
    published: base.published[work] ?? 0,
    flags: base.flags[work] ?? 0,
    title: titleAt(base, work),
  }
}
