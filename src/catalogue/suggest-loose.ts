import { beginnings, foldName } from './suggest-fold.ts'
import { beginsNearly } from './suggest-forgive.ts'
import type { Hit, Sought } from './suggest-hit.ts'
import type { SuggestEntry } from './suggest-index.ts'

/** A tag that changed so lately that it stands in no segment yet; all of them are looked at, one by one. */
export type Loose = {
  readonly entry: SuggestEntry
  readonly key: string
  readonly bytes: Uint8Array
  readonly words: readonly string[]
}

const encoder = new TextEncoder()

export function makeLoose(entry: SuggestEntry): Loose {
  const folded = foldName(entry.name)
  const key = folded.split('\u001f', 1)[0] ?? ''
  return { entry, key, bytes: encoder.encode(key), words: beginnings(folded) }
}

/** All hits, in no order, roots perhaps more than once. `nearly` forgives a typing error in each word. */
export function searchLoose(all: Iterable<Loose>, sought: Sought, nearly: boolean): Hit[] {
  const hits: Hit[] = []
  for (const { entry, key, bytes, words } of all) {
    const uses =
      sought.viewer === 'stranger' ? Math.min(entry.uses, entry.usesForStrangers) : entry.uses
    if (uses <= 0 || (sought.kinds.length > 0 && !sought.kinds.includes(entry.kind))) continue
    const tier = nearly ? nearTier(words, sought) : tierOf(key, words, sought)
    if (tier < 0) continue
    const isOfFandom = entry.fandoms.some((fandom) => sought.fandoms.includes(fandom))
    hits.push({ id: entry.id, root: entry.root, tier, isOfFandom, uses, key: bytes })
  }
  return hits
}

function tierOf(key: string, words: readonly string[], sought: Sought): number {
  if (key.startsWith(sought.key)) return sought.key !== '' && key === sought.key ? 0 : 1
  const begins = (typed: string) => words.some((word) => word.startsWith(typed))
  return sought.words.every(begins) ? 2 : -1
}

function nearTier(words: readonly string[], sought: Sought): number {
  const begins = (typed: string) => words.some((word) => beginsNearly(word, typed))
  return sought.words.every(begins) ? 3 : -1
}
