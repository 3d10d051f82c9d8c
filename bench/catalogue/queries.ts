import {
  everything,
  type Query,
  type Range,
  type RangeName,
  type Sort,
  type Term,
  type TermKind,
} from '#catalogue/catalogue.ts'
import { Chance } from './chance.ts'
import { type Generated, lastDay } from './generate.ts'

/** The first half may be looked at while something is made quicker; the other one only tells how quick it is. */
export const halves = { tuned: 101, 'held-out': 70_207 } as const
export type Half = keyof typeof halves

/** The kinds whose ten most used terms stand beside every page. */
export const sixFacets: readonly TermKind[] = [
  'fandom',
  'relationship',
  'character',
  'additional',
  'rating',
  'warning',
]

const howManyIncluded = [
  [0, 15],
  [1, 30],
  [2, 28],
  [3, 16],
  [4, 11],
] as const
const howManyExcluded = [
  [0, 50],
  [1, 20],
  [2, 14],
  [3, 10],
  [4, 6],
] as const
const orders: readonly (readonly [Sort, number])[] = [
  ['updated', 48],
  ['kudos', 20],
  ['words', 9],
  ['published', 8],
  ['comments', 6],
  ['title', 5],
  ['kudos-per-reader', 4],
]
const pageSize = 20

/** What readers ask: from nothing to four included and four excluded tags, with all else that a filter has. */
export function makeQueries(generated: Generated, half: Half, count: number): Query[] {
  const chance = new Chance(halves[half])
  return Array.from({ length: count }, () => oneQuery(generated, chance))
}

function oneQuery(generated: Generated, chance: Chance): Query {
  const fandom = chance.zipf(generated.world.fandoms, 1)
  const often = (share: number) => chance.share() < share
  const included = chance.weighted(howManyIncluded)
  const include: Term[] = []
  // Who asks for one thing asks for a fandom, most of the time; what comes next is of that fandom.
  for (let at = 0; at < included; at++) {
    include.push(
      at === 0 && often(0.8)
        ? tagTerm(generated, 'fandom', fandom)
        : someTag(generated, chance, fandom, false),
    )
  }
  const exclude: Term[] = []
  const excluded = chance.weighted(howManyExcluded)
  for (let at = 0; at < excluded; at++) exclude.push(someTag(generated, chance, fandom, true))
  if (often(0.22)) {
    include.push({
      kind: 'rating',
      key: chance.weighted([
        ['T', 3],
        ['E', 3],
        ['M', 2],
        ['G', 2],
      ]),
    })
    if (often(0.4)) include.push({ kind: 'rating', key: 'T' })
  } else if (often(0.1)) exclude.push({ kind: 'rating', key: 'E' })
  if (often(0.2)) include.push({ kind: 'language', key: often(0.9) ? 'en' : 'zh' })
  if (often(0.2)) include.push({ kind: 'status', key: 'complete' })
  if (often(0.08)) include.push({ kind: 'category', key: often(0.6) ? 'm-m' : 'f-f' })
  if (often(0.1)) exclude.push({ kind: 'warning', key: often(0.5) ? 'death' : 'non-con' })
  return {
    ...everything,
    viewer: often(0.7) ? 'stranger' : 'account',
    include,
    exclude,
    onlyRelationship: often(0.03),
    crossover: often(0.05) ? (often(0.5) ? 'only' : 'none') : 'any',
    oneShot: often(0.05) ? (often(0.5) ? 'only' : 'none') : 'any',
    ranges: someRanges(chance),
    sort: chance.weighted(orders),
    reverse: often(0.05),
    offset: pageSize * somePage(chance),
    size: pageSize,
    facets: sixFacets,
    facetSize: 10,
  }
}

function tagTerm(
  { world }: Generated,
  kind: 'fandom' | 'relationship' | 'character' | 'additional',
  at: number,
): Term {
  return { kind, key: world.id(kind, at) }
}

/** A relationship, character or additional tag, of this fandom where it has one; what is left out may be a fandom too. */
function someTag(generated: Generated, chance: Chance, fandom: number, isExcluded: boolean): Term {
  const { world } = generated
  const kind = chance.weighted([
    ['additional', 45],
    ['relationship', 25],
    ['character', 20],
    ['fandom', isExcluded ? 10 : 2],
  ])
  if (kind === 'fandom') return tagTerm(generated, kind, chance.zipf(world.fandoms, 1))
  if (kind === 'additional') return tagTerm(generated, kind, chance.zipf(world.shared, 0.9))
  const starts = kind === 'character' ? world.characterStart : world.relationshipStart
  const start = starts[fandom] ?? 0
  return tagTerm(generated, kind, start + chance.zipf((starts[fandom + 1] ?? 0) - start, 1))
}

function someRanges(chance: Chance): Partial<Record<RangeName, Range>> {
  const ranges: Partial<Record<RangeName, Range>> = {}
  const often = (share: number) => chance.share() < share
  if (often(0.18)) {
    const least = chance.weighted([
      [1000, 3],
      [5000, 3],
      [20_000, 2],
      [100_000, 1],
    ])
    ranges.words = often(0.3) ? { least, most: least * 5 } : { least }
  }
  if (often(0.1))
    ranges.kudos = {
      least: chance.weighted([
        [5, 1],
        [50, 2],
        [1000, 1],
      ]),
    }
  if (often(0.04)) ranges.comments = { least: 5 }
  if (often(0.1))
    ranges.updated = {
      least:
        lastDay -
        chance.weighted([
          [30, 2],
          [365, 2],
          [1500, 1],
        ]),
    }
  return ranges
}

/** Most see the first page; a few go far. */
function somePage(chance: Chance): number {
  if (chance.share() < 0.65) return 0
  if (chance.share() < 0.75) return 1 + chance.below(5)
  return 6 + chance.zipf(5000, 0.9)
}
