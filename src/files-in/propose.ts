import type { FrontMatter, Problem } from '#front-matter/front-matter.ts'
import { defaultWarnings } from '#front-matter/warnings.ts'
import { isLongerThan } from '#prose/count.ts'
import type { WarningInput } from '#works/input.ts'
import { parseTags, tagKey, type TagNames } from '#works/tagging.ts'
import { workLimits } from '#works/work.ts'
import { problem } from './problem-words.ts'

/** The archive's own scale (mildest first) and list of warnings: the archivist may have replaced both. */
export type Scale = {
  readonly ratings: readonly { readonly code: string; readonly leastAge: number | null }[]
  readonly warnings: readonly { readonly code: string; readonly name: string }[]
}

type Tell = (...found: Problem[]) => void

/** The least ages of the steps that files are read onto. */
const ages: Readonly<Record<string, number>> = { G: 0, T: 13, M: 16, E: 18 }

/** A step of the archive's scale. Where it has none of that name, the mildest that is not milder, else the highest. */
export function proposeRating({ rating }: FrontMatter, { ratings }: Scale, tell: Tell): string {
  const rated = ratings
    .filter(({ leastAge }) => leastAge !== null)
    .toSorted((a, b) => (a.leastAge ?? 0) - (b.leastAge ?? 0))
  const highest = rated.at(-1)?.code ?? ratings.at(-1)?.code ?? ''
  const unrated = ratings.find(({ leastAge }) => leastAge === null)?.code ?? highest
  if (rating === null) return unrated
  if (ratings.some(({ code }) => code === rating.code)) return rating.code
  tell(problem('rating-not-here', rating.source))
  const age = ages[rating.code]
  if (age === undefined) return unrated
  return rated.find(({ leastAge }) => (leastAge ?? 0) >= age)?.code ?? highest
}

/** Warnings of the archive's list by code, all others in words. */
export function proposeWarnings(front: FrontMatter, scale: Scale, tell: Tell): WarningInput[] {
  const listed = front.warnings.map((code) => {
    const here = scale.warnings.find((kind) => kind.code === code)
    const name = defaultWarnings.find((kind) => kind.code === code)?.name ?? code
    return { code: here ? code : null, words: here?.name ?? name }
  })
  const free = front.freeWarnings.map((words) => ({ code: null, words: tidy(words) }))
  const all = [...listed, ...free].map((one) => ({ ...one, spoiler: false, fromChapter: null }))
  const fits = ({ words }: WarningInput, at: number) =>
    at < workLimits.warnings && words !== '' && !isLongerThan(words, workLimits.warning)
  const out = all.filter((one, at) => !fits(one, at))
  tell(...out.map(({ words }) => problem('warning-left-out', words)))
  return all.filter(fits)
}

/** Tags by kind, each name once, within the limits. */
export function proposeTags(front: FrontMatter, tell: Tell): TagNames {
  let room: number = workLimits.tags
  const take = (names: readonly string[]) => {
    const kept = new Map<string, string>()
    for (const name of names.flatMap(parseTags)) {
      if (kept.has(tagKey(name))) continue
      if (room === 0 || isLongerThan(name, workLimits.tag)) tell(problem('tag-left-out', name))
      else {
        kept.set(tagKey(name), name)
        room--
      }
    }
    return [...kept.values()]
  }
  return {
    fandom: take(front.fandoms),
    relationship: take(front.relationships),
    character: take(front.characters),
    additional: take(front.additional),
  }
}

const tidy = (words: string) => words.normalize('NFC').replace(/\s+/g, ' ').trim()
