import {
  type Asked,
  makeSuggestions,
  type SuggestEntry,
  type SuggestKind,
  type Suggestions,
} from '#catalogue/suggest-index.ts'
import { packedLength, unpackId } from '#shared/packed-ids.ts'
import { percentile } from './figures.ts'
import { formatTable, type Line } from './line.ts'
import type { Benchmark } from './stage.ts'

/** Autocomplete in the process: names of tags with Zipf words, asked for as people type. */
export const suggest: Benchmark = ({ quick }) => Promise.resolve(measure(quick))

const kinds: readonly SuggestKind[] = ['fandom', 'relationship', 'character', 'additional']

function measure(quick: boolean): Line[] {
  const tags = quick ? 150_000 : 1_500_000
  const world = makeWorld(7)
  const before = memoryNow()
  const begun = performance.now()
  const processor = process.cpuUsage()
  const suggestions = makeSuggestions(entries(tags, world))
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(processor)
  const grown = memoryNow() - before
  const lines: Line[] = [
    {
      bench: 'suggest',
      what: `build, ${tags.toLocaleString('en')} tags`,
      value: seconds,
      unit: 's',
      target: { is: 'at most', limit: 20 },
      detail: `${((user + system) / 1e6).toFixed(1)} s on the processor; with making up the names`,
    },
    {
      bench: 'suggest',
      what: 'memory',
      value: suggestions.bytes / tags,
      unit: 'bytes a tag',
      target: null,
      detail: `${Math.round(suggestions.bytes / 1e6)} MB of typed arrays; the process grew by ${Math.round(grown / 1e6)} MB`,
    },
  ]
  const rounds = quick ? 300 : 1500
  const all: Times = { first: [], least: [] }
  for (const [name, type] of Object.entries(mixes)) {
    const random = chance(11)
    const questions = Array.from({ length: rounds + 50 }, () => ask(type(world, random), random))
    const find = finding(suggestions, questions)
    time(find.splice(0, 50))
    const times = time(find)
    all.first.push(...times.first)
    all.least.push(...times.least)
    lines.push(line(name, times, null))
  }
  lines.push(line('all of these', all, { is: 'at most', limit: 3 }))
  lines.push(update(suggestions, world, quick ? 1000 : 10_000))
  const random = chance(13)
  const questions = Array.from({ length: rounds }, () =>
    ask(mixes['first word'](world, random), random),
  )
  const afterwards = time(finding(suggestions, questions))
  lines.push(line('first word, with the changes', afterwards, null))
  return lines
}

const finding = (suggestions: Suggestions, questions: readonly Asked[]) =>
  questions.map((question) => () => void suggestions.find(question))

/** Milliseconds of each act by the clock: the first of three times, and the least of them. */
type Times = { readonly first: number[]; readonly least: number[] }

function line(what: string, { first, least }: Times, target: Line['target']): Line {
  const figures = [percentile(first, 0.5), Math.max(...first), percentile(least, 0.95)]
  const [median, slowest, calm] = figures.map((value) => `${value.toFixed(2)} ms`)
  return {
    bench: 'suggest',
    what: `${what}, 95th percentile`,
    value: percentile(first, 0.95),
    unit: 'ms',
    target,
    detail: `median ${median}, slowest ${slowest}, ${first.length} times; 95th percentile of the best of three ${calm}`,
  }
}

function time(acts: readonly (() => void)[], times: Times = { first: [], least: [] }): Times {
  for (const act of acts) {
    const three = [act, act, act].map((once) => {
      const begun = performance.now()
      once()
      return performance.now() - begun
    })
    times.first.push(three[0] ?? 0)
    times.least.push(Math.min(...three))
  }
  return times
}

/** Changes one tag after another, each looked for at once. */
function update(suggestions: Suggestions, world: World, changes: number): Line {
  const random = chance(17)
  const times: Times = { first: [], least: [] }
  for (let at = 0; at < changes; at++) {
    const made = makeEntry(1_600_000 + at, world, random)
    const entry = { ...made, name: `${made.name} ${at}`, uses: 5, usesForStrangers: 5 }
    time([() => suggestions.apply([entry], [])], times)
    if (at % 100 > 0) continue
    const asked = {
      typed: entry.name,
      kinds: [],
      fandoms: [],
      viewer: 'stranger',
      most: 100,
    } as const
    if (!suggestions.find(asked).some(({ id }) => id === entry.id)) {
      throw new Error(`${entry.name} is not found`)
    }
  }
  return line('a change', times, null)
}

/** One question: of one kind as forms ask, half of them with fandoms chosen, most of them by strangers. */
function ask(typed: string, random: () => number): Asked {
  const one = kinds[Math.floor(random() * 4)]
  const fandoms = random() < 0.5 ? [fandomId(zipf(random, fandomCount))] : []
  const isAny = random() < 0.2
  return {
    typed,
    kinds: isAny || !one ? kinds : [one],
    fandoms,
    viewer: random() < 0.7 ? 'stranger' : 'account',
    most: 12,
  }
}

type Typing = (world: World, random: () => number) => string
const mixes = {
  'one letter': ({ words }, random) => pick(words, random).slice(0, 1),
  'first word': ({ words }, random) => cut(pick(words, random), random),
  'two words': (world, random) =>
    `${cut(pick(world.words, random), random)} ${cut(pick(world.words, random), random)}`,
  'words of a name': (world, random) => {
    const parts = makeEntry(0, world, random)
      .name.split(/[ /&]+/)
      .slice(0, 3)
    const last = cut(parts.pop() ?? '', random)
    return random() < 0.5 ? [...parts, last].join(' ') : [last, ...parts].join(' ')
  },
  'a word from within': (world, random) =>
    cut(
      makeEntry(0, world, random)
        .name.split(/[ /&]+/)
        .at(-1) ?? '',
      random,
    ),
  'typing errors': (world, random) => {
    const parts = makeEntry(0, world, random)
      .name.split(/[ /&]+/)
      .slice(0, 2)
    return parts.map((part) => (part.length < 4 ? part : misspell(part, random))).join(' ')
  },
} satisfies Record<string, Typing>

const cut = (word: string, random: () => number) =>
  word.slice(0, 1 + Math.floor(random() * word.length))

function misspell(word: string, random: () => number): string {
  const at = Math.floor(random() * (word.length - 1))
  const [one = '', other = ''] = word.slice(at, at + 2)
  const made = [one + other + other, other, 'e' + other, other + one]
  return word.slice(0, at) + (made[Math.floor(random() * 4)] ?? '') + word.slice(at + 2)
}

type World = { readonly words: readonly string[]; readonly random: () => number }

const fandomCount = 40_000

/** 250,000 words of syllables, the short ones first, as in languages. */
function makeWorld(seed: number): World {
  const random = chance(seed)
  const syllables =
    'ka ri mo ten la shi ver an dor el is ba no qui tha ru mi gen po sta lu fe har wen zo'.split(
      ' ',
    )
  const words = new Set(['the', 'a', 'and', 'of'])
  while (words.size < 250_000) {
    const length = 1 + Math.floor(Math.log2(words.size) / 6 + random() * 2.2)
    words.add(
      Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''),
    )
  }
  return { words: [...words], random }
}

/** Tags as they come from a database: in the order of chance ids. A sixth are synonyms of the one before. */
function* entries(count: number, world: World): Generator<SuggestEntry> {
  let last = makeEntry(0, world, world.random)
  for (let at = 0; at < count; at++) {
    const made = makeEntry(at, world, world.random)
    if (at % 6 === 5) {
      const { root, kind, uses, usesForStrangers, fandoms } = last
      yield { ...made, root, kind, uses, usesForStrangers, fandoms }
    } else {
      last = made
      yield made
    }
  }
}

function makeEntry(at: number, { words }: World, random: () => number): SuggestEntry {
  const shareOfKind = random()
  const kind =
    shareOfKind < 0.03
      ? 'fandom'
      : shareOfKind < 0.35
        ? 'relationship'
        : shareOfKind < 0.68
          ? 'character'
          : 'additional'
  const some = (count: number) => Array.from({ length: count }, () => pick(words, random)).join(' ')
  const length = 1 + Math.floor(random() * 4)
  const name =
    kind === 'relationship'
      ? `${some(2)}${random() < 0.7 ? '/' : ' & '}${some(2)}`
      : some(kind === 'character' ? 2 : length)
  const uses = Math.floor(1 / (random() * 0.98 + 0.0000005) ** 1.1)
  const id = idOf(at)
  return {
    id,
    kind,
    name,
    root: id,
    uses,
    usesForStrangers: Math.floor(uses * (0.7 + random() * 0.3)),
    fandoms: random() < 0.7 ? [fandomId(zipf(random, fandomCount))] : [],
  }
}

const pick = (words: readonly string[], random: () => number) =>
  words[zipf(random, words.length)] ?? ''
/** A number from 0, small ones more often: its logarithm is even. */
const zipf = (random: () => number, count: number) => Math.floor(count ** random()) - 1

/** An id of 16 letters that looks like chance. */
function idOf(number: number): string {
  const bytes = new Uint8Array(packedLength)
  const random = chance(number + 1)
  for (let at = 0; at < packedLength; at++) bytes[at] = Math.floor(random() * 256)
  return unpackId(bytes, 0)
}
const fandomId = (number: number) => idOf(2_000_000_000 + number)

/** Mulberry32: numbers from 0 to before 1. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function memoryNow(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss
}

if (import.meta.main) console.log(formatTable(measure(process.argv.includes('--quick'))))
