import type { Terms } from './terms.ts'

const fandom = 0
const relationship = 1
const mostTold = 255

/** How many different relationships an author's tags name, at most 255. */
export function countRelationships(terms: Terms, tags: Iterable<number>): number {
  const roots = new Set<number>()
  for (const tag of tags) {
    const root = terms.rootOf(tag)
    if (terms.kindAt(root) === relationship) roots.add(root)
  }
  return Math.min(mostTold, roots.size)
}

/** How many groups the fandoms of a work fall into, at most 255: two with a broader one in common are of one group. */
export function countGroups(terms: Terms, tags: Iterable<number>): number {
  const roots = new Set<number>()
  for (const tag of tags) {
    const root = terms.rootOf(tag)
    if (terms.kindAt(root) === fandom) roots.add(root)
  }
  if (roots.size < 2) return roots.size
  let groups: Set<number>[] = []
  for (const root of roots) {
    const family = new Set(terms.closureOf(root))
    const apart = groups.filter((group) => group.isDisjointFrom(family))
    for (const group of groups) {
      if (!apart.includes(group)) for (const one of group) family.add(one)
    }
    groups = [...apart, family]
  }
  return Math.min(mostTold, groups.length)
}
