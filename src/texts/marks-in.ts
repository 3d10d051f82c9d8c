import type { TextField } from '#storage/text-store.ts'
import { runs, stemsOf } from './words.ts'

/** A place where a part of a query stands: which part, and from where to where in the text (code units). */
export type Hit = { readonly part: number; readonly from: number; readonly to: number }

/** A part of a query as it is looked for: words in a row, stemmed. */
export type Wanted = { readonly field: TextField | null; readonly form: readonly string[] }

type Begun = { part: number; next: number; from: number }

/** Where wanted words stand in a text between `from` and `to`, in order; at most `most` places. */
export function findHits(
  text: string,
  wanted: readonly Wanted[],
  stemmer: string,
  { from, to, most }: { from: number; to: number; most: number },
): Hit[] {
  const hits: Hit[] = []
  const firsts = new Map<string, number[]>()
  for (const [part, { form }] of wanted.entries()) {
    const [first] = form
    if (first !== undefined) firsts.set(first, [...(firsts.get(first) ?? []), part])
  }
  let begun: Begun[] = []
  for (const { raw, from: at } of runs(text, from)) {
    if (at >= to || hits.length >= most) break
    const stems = stemsOf(raw, stemmer)
    // Of a script without spaces each character is a word; its place is known where nothing else was folded.
    const characters = stems.length > 1 ? [...raw] : []
    const apart = characters.length === stems.length
    let place = at
    for (const [index, stem] of stems.entries()) {
      const length = apart ? (characters[index]?.length ?? 0) : raw.length
      const end = place + length
      const going: Begun[] = []
      for (const one of begun) {
        if (wanted[one.part]?.form[one.next] !== stem) continue
        if (one.next + 1 === wanted[one.part]?.form.length) {
          hits.push({ part: one.part, from: one.from, to: end })
        } else going.push({ ...one, next: one.next + 1 })
      }
      for (const part of firsts.get(stem) ?? []) {
        if (wanted[part]?.form.length === 1) hits.push({ part, from: place, to: end })
        else going.push({ part, next: 1, from: place })
      }
      begun = going
      if (apart) place = end
    }
  }
  return hits
}
