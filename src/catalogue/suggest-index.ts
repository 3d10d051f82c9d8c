import { setBit } from './arrays.ts'
import { findId } from './id-table.ts'
import { foldTyped } from './suggest-fold.ts'
import { isForgiven } from './suggest-forgive.ts'
import { bestHits, type Hit, type Sought } from './suggest-hit.ts'
import { type Loose, makeLoose, searchLoose } from './suggest-loose.ts'
import { searchNearly, searchSegment } from './suggest-search.ts'
import { makeSegment, segmentBytes } from './suggest-segment.ts'

export type SuggestKind = 'fandom' | 'relationship' | 'character' | 'additional'

/** A tag by one of its spellings. */
export type SuggestEntry = {
  readonly id: string
  readonly kind: SuggestKind
  readonly name: string
  /** Id of the canonical that it leads to, or its own. */
  readonly root: string
  /** Works under the root; a tag without any is never suggested. */
  readonly uses: number
  /** Those of them that strangers may read. */
  readonly usesForStrangers: number
  /** Ids of the fandoms it belongs to. */
  readonly fandoms: readonly string[]
}

export type Asked = {
  readonly typed: string
  /** None means all. */
  readonly kinds: readonly SuggestKind[]
  /** Ids of the fandoms chosen already, at most 60. */
  readonly fandoms: readonly string[]
  readonly viewer: 'stranger' | 'account'
  /** 1 to 100. */
  readonly most: number
}

/** `id` is the spelling that fits best, `root` what it leads to. */
export type Suggestion = { readonly id: string; readonly root: string }

export type Suggestions = {
  /**
   * The tags that fit what was typed, best first, each root once: all words typed begin words of the name, in any order.
   * First the names that are what was typed, then those that begin with it, then by fandoms chosen, use, name, id. Only
   * when these are too few, those that fit but for a typing error in each word of four letters or more. Nothing typed
   * gives the most used.
   */
  find(asked: Asked): Suggestion[]
  /** Follows what happened: tags that are new or different in any way, and ids of tags that are no more. */
  apply(changed: readonly SuggestEntry[], gone: readonly string[]): void
  /** Tags that changed since all was built; each costs a little time: past some tens of thousands, build anew. */
  readonly size: number
  /** Bytes of the typed arrays. */
  readonly bytes: number
}

/**
 * Autocomplete over the names of tags, in memory. Reads the entries once (of those with one id the first counts);
 * 1,500,000 take some seconds. `mostLoose` is how many changed tags are looked at one by one before they are sorted in.
 */
export function makeSuggestions(tags: Iterable<SuggestEntry>, mostLoose = 300): Suggestions {
  const base = makeSegment(tags)
  const young = new Map<string, SuggestEntry>()
  let middle = makeSegment([])
  const loose = new Map<string, Loose>()

  const drop = (id: string) => {
    young.delete(id)
    loose.delete(id)
    for (const segment of [base, middle]) {
      const tag = findId(segment.ids, id)
      if (tag >= 0 && tag < segment.count) setBit(segment.gone, tag)
    }
  }
  const search = (sought: Sought, nearly: boolean): Hit[] => {
    const of = nearly ? searchNearly : searchSegment
    const hits = [base, middle].flatMap((segment) => of(segment, sought))
    return bestHits([...hits, ...searchLoose(loose.values(), sought, nearly)], sought.most)
  }

  return {
    find(asked) {
      const most = Math.max(1, Math.min(100, Math.trunc(asked.most)))
      const fandoms = asked.fandoms.slice(0, 60)
      const sought = { ...asked, ...foldTyped(asked.typed), fandoms, most }
      const found = search(sought, false)
      if (found.length < most && sought.words.some(isForgiven)) {
        const known = new Set(found.map(({ root }) => root))
        const more = search({ ...sought, most: most + found.length }, true)
        found.push(...more.filter(({ root }) => !known.has(root)))
      }
      return found.slice(0, most).map(({ id, root }) => ({ id, root }))
    },

    apply(changed, gone) {
      for (const id of gone) drop(id)
      for (const entry of changed) {
        drop(entry.id)
        young.set(entry.id, entry)
        loose.set(entry.id, makeLoose(entry))
      }
      if (loose.size > Math.max(mostLoose, young.size / 8)) {
        middle = makeSegment(young.values())
        loose.clear()
      }
    },

    get size() {
      return young.size
    },
    get bytes() {
      return segmentBytes(base) + segmentBytes(middle)
    },
  }
}
