import type { SuggestKind } from './suggest-index.ts'

/** What is looked for, folded. */
export type Sought = {
  readonly key: string
  readonly words: readonly string[]
  /** None means all. */
  readonly kinds: readonly SuggestKind[]
  readonly fandoms: readonly string[]
  readonly viewer: 'stranger' | 'account'
  readonly most: number
}

export type Hit = {
  readonly id: string
  readonly root: string
  /** 0: the name is what was typed; 1: it begins with it; 2: it has its words; 3: it has them but for typing errors. */
  readonly tier: number
  readonly isOfFandom: boolean
  /** As the viewer sees it. */
  readonly uses: number
  /** The folded name in UTF-8. */
  readonly key: Uint8Array
}

/** The best hits of several lists, best first, each root once. */
export function bestHits(hits: readonly Hit[], most: number): Hit[] {
  const seen = new Set<string>()
  const first = hits.toSorted(compare).filter(({ root }) => !seen.has(root) && seen.add(root))
  return first.slice(0, most)
}

function compare(one: Hit, other: Hit): number {
  return (
    one.tier - other.tier ||
    Number(other.isOfFandom) - Number(one.isOfFandom) ||
    other.uses - one.uses ||
    Number(one.id !== one.root) - Number(other.id !== other.root) ||
    compareBytes(one.key, other.key) ||
    (one.id < other.id ? -1 : 1)
  )
}

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const order = (one[at] ?? 0) - (other[at] ?? 0)
    if (order !== 0) return order
  }
  return one.length - other.length
}
