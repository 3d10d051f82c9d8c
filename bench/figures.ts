/** The middle value; the mean of the two middle ones when there are two. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2
}

/** The value that `share` (0 to 1) of the values do not exceed (nearest rank). NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length))) - 1] ?? NaN
}

/**
 * Runs every act once in each round, turned round by round so that none is always first. Gives the results of each
 * act, in order of the rounds.
 */
export async function interleave<Result>(
  rounds: number,
  acts: Readonly<Record<string, () => Promise<Result>>>,
): Promise<Record<string, Result[]>> {
  const names = Object.keys(acts)
  const results: Record<string, Result[]> = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const at of names.keys()) {
      const name = names[(at + round) % names.length] ?? ''
      const result = await acts[name]?.()
      if (result !== undefined) results[name]?.push(result)
    }
  }
  return results
}
