import assert from 'node:assert/strict'
import type { Query } from '#catalogue/catalogue.ts'
import type { Peer } from './postgres.ts'
import type { Subject } from './subject.ts'

/** Milliseconds of each question in each round. */
export type Times = { ours: number[]; inThread: number[]; peer: number[] }

/**
 * Asks both, question by question, turned so that none is always first. The first round is not measured: it warms, and
 * fails when the answers to one of the first `checked` questions differ.
 */
export async function interleaved(
  { subject, peer }: { subject: Subject; peer: Peer | null },
  queries: readonly Query[],
  { rounds, checked }: { rounds: number; checked: number },
): Promise<Times> {
  const times: Times = { ours: [], inThread: [], peer: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const [at, query] of queries.entries()) {
      const ours = async () => {
        const begun = performance.now()
        const { answer, milliseconds } = await subject.find(query)
        const taken = performance.now() - begun
        if (round > 0) {
          times.ours.push(taken)
          times.inThread.push(milliseconds)
        }
        return answer
      }
      const theirs = async () => {
        if (!peer) return null
        const begun = performance.now()
        const answer = await peer.find(query)
        if (round > 0) times.peer.push(performance.now() - begun)
        return answer
      }
      const isOursFirst = (at + round) % 2 === 0
      const first = isOursFirst ? await ours() : await theirs()
      const second = isOursFirst ? await theirs() : await ours()
      if (round > 0 || at >= checked || !first || !second) continue
      const [answer, other] = isOursFirst ? [first, second] : [second, first]
      const { works, count, facets } = answer
      assert.deepEqual(
        { works, count, facets },
        { ...other },
        `answers differ: ${JSON.stringify(query)}`,
      )
    }
  }
  return times
}

/** Asks the questions while so many works a second change; milliseconds of each question, and how many works changed. */
export async function besideUpdates(
  subject: Subject,
  queries: readonly Query[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<{ times: number[]; changed: number; perSecond: number }> {
  const times: number[] = []
  const begun = performance.now()
  const until = begun + seconds * 1000
  let changed = 0
  let underway: Promise<unknown> = Promise.resolve()
  const ticking = setInterval(() => {
    const due = Math.floor(((performance.now() - begun) * perSecond) / 1000) - changed
    if (due <= 0) return
    changed += due
    underway = Promise.all([underway, subject.update(due)])
  }, 5)
  try {
    for (let at = 0; performance.now() < until; at++) {
      const query = queries[at % queries.length]
      if (!query) break
      const asked = performance.now()
      await subject.find(query)
      times.push(performance.now() - asked)
      // The clock that brings the changes gets its turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
  } finally {
    clearInterval(ticking)
    await underway
  }
  return { times, changed, perSecond: (changed * 1000) / (performance.now() - begun) }
}
