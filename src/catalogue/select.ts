const buckets = 4096

/**
 * Of `count` works those at the places `from` to `to` (exclusive) when they stand by `rank`, lower first; in that order.
 * Two passes over the works, whatever the place. Ranks are below `ranks`, each once.
 */
export function selectByRank(
  works: Uint32Array,
  count: number,
  rank: Uint32Array,
  ranks: number,
  from: number,
  to: number,
): Uint32Array {
  const begin = Math.min(Math.max(0, from), count)
  const end = Math.min(to, count)
  if (begin >= end) return new Uint32Array(0)
  let shift = 0
  while (ranks >>> shift >= buckets) shift++
  let first = 0
  let last = buckets
  let before = 0
  if (count > 256) {
    const histogram = new Uint32Array(buckets)
    for (let at = 0; at < count; at++) {
      const bucket = (rank[works[at] ?? 0] ?? 0) >>> shift
      histogram[bucket] = (histogram[bucket] ?? 0) + 1
    }
    let sum = 0
    for (first = 0; first < buckets; first++) {
      const next = sum + (histogram[first] ?? 0)
      if (next > begin) break
      sum = next
    }
    before = sum
    for (last = first; last < buckets; last++) {
      sum += histogram[last] ?? 0
      if (sum >= end) break
    }
  }
  const low = first << shift
  const high = (last + 1) << shift
  const found: number[] = []
  for (let at = 0; at < count; at++) {
    const work = works[at] ?? 0
    const place = rank[work] ?? 0
    if (place >= low && place < high) found.push(work)
  }
  const sorted = Uint32Array.from(found).sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0))
  return sorted.slice(begin - before, end - before)
}

/** The same where the order is by numbers that are made for the question; more is first, ties as `tie` says. */
export function selectByScore(
  works: Uint32Array,
  count: number,
  score: (work: number) => number,
  tie: (a: number, b: number) => number,
  to: number,
): Uint32Array {
  const list = works.slice(0, count)
  const scores = new Float64Array(count)
  for (let at = 0; at < count; at++) scores[at] = score(list[at] ?? 0)
  let kept = Uint32Array.from({ length: count }, (_, at) => at)
  if (count > to * 4) {
    // All but the best are left out before anything is compared.
    const sorted = scores.slice().sort()
    const least = sorted[count - to] ?? 0
    kept = kept.filter((at) => (scores[at] ?? 0) >= least)
  }
  return kept
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || tie(list[a] ?? 0, list[b] ?? 0))
    .slice(0, to)
    .map((at) => list[at] ?? 0)
}
