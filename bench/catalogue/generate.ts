import type { Entry, TagEntry, Term } from '#catalogue/catalogue.ts'
import { Chance, idOf, mix } from './chance.ts'
import { nameOfTag, titleOf } from './names.ts'
import { type TagKind, TagWorld } from './tags.ts'

/** Days from 1970-01-01: the archive is twelve years old. */
export const firstDay = 16_400
export const lastDay = firstDay + 12 * 365

export type Generated = {
  readonly works: number
  readonly world: TagWorld
  /** All tags; the same ones in the same order each time. */
  tags(): Iterable<TagEntry>
  /** Names of all tags, in the order of `tags`: for what is typed to find a tag. */
  names(): Iterable<{ readonly id: string; readonly kind: TagKind; readonly name: string }>
  /** All works; the same ones in the same order each time. Nothing is kept of them. */
  entries(): Iterable<Entry>
  /** One work. `version` 0 is the one of `entries`; others are what its author made of it later. */
  entry(at: number, version?: number): Entry
  penNameId(at: number): string
}

/**
 * A catalogue as archives are: tags by Zipf's law with about 17 a work, characters and relationships of the work's
 * fandoms, as many and a half tags as works, a fifth of them synonyms; lengths log-normal, kudos by a power law.
 */
export function generateCatalogue({ works, seed }: { works: number; seed: number }): Generated {
  const world = new TagWorld(works, seed)
  const penNames = Math.max(5, Math.round(works * 0.22))
  const penNameId = (at: number) => idOf(8, at, seed)
  function entry(at: number, version = 0): Entry {
    const chance = new Chance(mix(at) ^ mix(seed + version * 7919))
    const numbers = numbersOf(chance)
    return {
      id: idOf(9, at, seed),
      tags: tagsOf(world, chance, at),
      terms: [
        ...codesOf(chance, numbers.isComplete),
        ...penNamesOf(chance, penNames).map((pen): Term => ({
          kind: 'pen-name',
          key: penNameId(pen),
        })),
      ],
      accountsOnly: chance.share() < 0.08,
      title: titleOf(chance),
      words: numbers.words,
      chapters: numbers.chapters,
      oneShot: numbers.isComplete && numbers.chapters === 1,
      ...countsOf(chance, numbers.words),
      updated: version === 0 ? numbers.updated : lastDay + version,
      published: numbers.published,
    }
  }
  return {
    works,
    world,
    *tags() {
      for (const { kind, at } of world.numbers()) yield world.entry(kind, at)
    },
    *names() {
      for (const { kind, at } of world.numbers()) {
        yield { id: world.id(kind, at), kind, name: nameOfTag(world, kind, at, seed) }
      }
    },
    *entries() {
      for (let at = 0; at < works; at++) yield entry(at)
    },
    entry,
    penNameId,
  }
}

function tagsOf(world: TagWorld, chance: Chance, work: number): string[] {
  const tags = new Set<string>()
  const fandoms = new Set([chance.zipf(world.fandoms, 1)])
  if (chance.share() < 0.14) fandoms.add(chance.zipf(world.fandoms, 0.9))
  for (const fandom of fandoms) tags.add(world.id('fandom', fandom))
  const relationships: number[] = []
  const characters = new Set<number>()
  for (const fandom of fandoms) {
    const start = world.relationshipStart[fandom] ?? 0
    const count = (world.relationshipStart[fandom + 1] ?? 0) - start
    const wanted = chance.weighted(howManyRelationships)
    for (let one = 0; one < wanted; one++) {
      const at = chance.zipf(count, 0.95)
      relationships.push(start + at)
      for (const character of world.pair(fandom, at)) characters.add(character)
    }
    const cast = world.characterStart[fandom] ?? 0
    const size = (world.characterStart[fandom + 1] ?? 0) - cast
    const more = chance.below(6)
    for (let one = 0; one < more; one++) characters.add(cast + chance.zipf(size, 0.95))
  }
  for (const at of relationships) tags.add(world.id('relationship', at))
  for (const at of characters) tags.add(world.id('character', at))
  const others = Math.max(1, Math.round(8 + 4 * chance.normal()))
  for (let one = 0; one < others; one++) {
    tags.add(world.id('additional', chance.zipf(world.shared, 0.8)))
  }
  if (world.hasOwn(work)) tags.add(world.id('additional', world.shared + work))
  return [...tags]
}

const howManyRelationships = [
  [0, 15],
  [1, 35],
  [2, 22],
  [3, 14],
  [4, 8],
  [7, 6],
] as const
const ratings = [
  ['T', 32],
  ['G', 27],
  ['E', 20],
  ['M', 16],
  ['not-rated', 5],
] as const
const warnings = [
  ['none-apply', 58],
  ['choose-not-to', 22],
  ['violence', 9],
  ['death', 6],
  ['non-con', 3],
  ['underage', 2],
] as const
const categories = [
  ['m-m', 45],
  ['f-m', 22],
  ['gen', 18],
  ['f-f', 9],
  ['multi', 4],
  ['other', 2],
] as const
const languages = [
  ['en', 880],
  ['zh', 60],
  ['es', 15],
  ['ru', 14],
  ['fr', 8],
  ['pt-BR', 6],
  ['de', 5],
  ['it', 4],
  ['id', 3],
  ['ja', 2],
  ['pl', 2],
  ['uk', 1],
] as const

function codesOf(chance: Chance, isComplete: boolean): Term[] {
  const terms: Term[] = [
    { kind: 'rating', key: chance.weighted(ratings) },
    { kind: 'language', key: chance.weighted(languages) },
    { kind: 'status', key: isComplete ? 'complete' : 'in-progress' },
  ]
  const first = chance.weighted(warnings)
  const isListed = first !== 'none-apply' && first !== 'choose-not-to'
  const kind = isListed && chance.share() < 0.15 ? 'folded-warning' : 'warning'
  terms.push({ kind, key: first })
  if (isListed && chance.share() < 0.3) {
    const second = chance.weighted(warnings.slice(2))
    if (second !== first) terms.push({ kind: 'warning', key: second })
  }
  const category = chance.weighted(categories)
  terms.push({ kind: 'category', key: category })
  if (chance.share() < 0.12) {
    const other = chance.weighted(categories)
    if (other !== category) terms.push({ kind: 'category', key: other })
  }
  return terms
}

function penNamesOf(chance: Chance, penNames: number): number[] {
  const first = chance.zipf(penNames, 0.6)
  const second = chance.share() < 0.03 ? chance.zipf(penNames, 0.6) : first
  return first === second ? [first] : [first, second]
}

function numbersOf(chance: Chance) {
  const chapters = chance.share() < 0.66 ? 1 : 2 + Math.floor(-9 * Math.log(1 - chance.share()))
  const words = Math.round(Math.exp(7.6 + 1.1 * chance.normal()) * chapters ** 0.8)
  const isComplete = chance.share() < (chapters === 1 ? 0.97 : 0.6)
  // Every year brings more than the one before.
  const published = Math.floor(firstDay + (lastDay - firstDay) * chance.share() ** 0.6)
  const later = chapters === 1 ? 0 : Math.floor(chapters * 12 * chance.share())
  return { chapters, words, isComplete, published, updated: Math.min(lastDay, published + later) }
}

function countsOf(chance: Chance, words: number) {
  const liked = Math.min(150_000, Math.floor(6 * (1 - chance.share()) ** -0.95) - 6)
  const kudos = Math.floor(liked * Math.min(3, 0.5 + words / 20_000))
  const comments = Math.floor(kudos * 0.12 * 2 * chance.share())
  const readers = Math.floor(kudos * (3 + 14 * chance.share()) + 10 * chance.share())
  const isShown = chance.share() >= 0.03
  return { kudos: isShown ? kudos : null, comments: isShown ? comments : null, readers }
}
