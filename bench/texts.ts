// Full text search over generated prose: node bench/texts.ts [--megabytes 250] [--queries 100] [--engine sqlite|postgres]
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../test/support/postgres.ts'
import { openStorage, type Place } from '#storage/open.ts'
import { stemEntry } from '#texts/entry.ts'
import { type Texts, textsOver } from '#texts/texts.ts'
import { percentile } from './figures.ts'
import { formatTable, type Line } from './line.ts'
import { inventWorks, seeded } from './texts-prose.ts'

/** On the disk of the checkout, because memory would flatter the engine. */
const scratch = new URL('../.cache/bench/', import.meta.url).pathname
const worksAtOnce = 64
/** A catalogue wants all hits: it has its own order and its own conditions. */
const everyHit = 1_000_000
const slowest = 50

type Size = { readonly megabytes: number; readonly queries: number }

/** What is asked, by kind: words of works taken at random, so that each is found. */
export function inventQueries({ megabytes, queries }: Size): Record<string, string[]> {
  const random = seeded(7)
  const kinds: Record<string, string[]> = { 'one word': [], 'three words': [], phrase: [] }
  const every = Math.max(1, Math.floor((megabytes * 70) / queries))
  let number = 0
  for (const { fields } of inventWorks(megabytes * 1e6, 1)) {
    if (number++ % every !== 0) continue
    const words = (fields.text[0] ?? '').toLowerCase().match(/[a-z]+/g) ?? []
    // What nobody looks for alone: the words of three letters and fewer, most of which are in every work.
    const telling = words.filter((word) => word.length > 3)
    const one = () => telling[Math.floor(random() * telling.length)] ?? 'lamp'
    const at = Math.floor(random() * Math.max(1, words.length - 4))
    kinds['one word']?.push(one())
    kinds['three words']?.push(`${one()} ${one()} ${one()}`)
    kinds['phrase']?.push(`"${words.slice(at, at + 2 + Math.floor(random() * 3)).join(' ')}"`)
  }
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, all]) => [kind, all.slice(0, queries)]),
  )
}

/** Indexes generated prose on one engine and asks it; the second of two passes counts. */
export async function benchTexts(place: Place, size: Size): Promise<Line[]> {
  const storage = await openStorage(place)
  const texts = textsOver(await storage.texts())
  try {
    const begun = performance.now()
    const works = await indexAll(texts, size.megabytes * 1e6)
    for (let times = 0; times < 40; times++) await texts.tend()
    const seconds = (performance.now() - begun) / 1000
    const lines: Line[] = [
      {
        bench: `texts ${place.kind}`,
        what: 'indexing',
        value: size.megabytes / seconds,
        unit: 'MB/s',
        target: null,
        detail: `${works} works, ${size.megabytes} MB of text in ${Math.round(seconds)} s`,
      },
    ]
    for (const [kind, queries] of Object.entries(inventQueries(size))) {
      await ask(texts, queries)
      const { times, hits } = await ask(texts, queries)
      for (const share of [0.5, 0.95]) {
        lines.push({
          bench: `texts ${place.kind}`,
          what: `${kind}, ${share === 0.5 ? 'median' : '95th percentile'}`,
          value: percentile(times, share),
          unit: 'ms',
          target: share === 0.95 ? { is: 'at most', limit: slowest } : null,
          detail: `${times.length} queries, all hits with scores; hits: median ${percentile(hits, 0.5)}, most ${percentile(hits, 1)}; slowest ${percentile(times, 1).toFixed(1)} ms`,
        })
      }
    }
    return lines
  } finally {
    await texts.close()
    await storage.close()
  }
}

async function indexAll(texts: Texts, bytes: number): Promise<number> {
  let works = 0
  let batch: ReturnType<typeof stemEntry>[] = []
  const flush = async () => {
    const from = await texts.position()
    await texts.change({ from, to: String(works), put: batch, gone: [], round: 1 })
    batch = []
  }
  for (const entry of inventWorks(bytes, 1)) {
    batch.push(stemEntry(entry))
    works++
    if (batch.length === worksAtOnce) {
      await flush()
      if (works % (worksAtOnce * 16) === 0) await texts.tend()
    }
  }
  await flush()
  return works
}

async function ask(
  texts: Texts,
  queries: readonly string[],
): Promise<{ times: number[]; hits: number[] }> {
  const times: number[] = []
  const hits: number[] = []
  for (const query of queries) {
    const begun = performance.now()
    const { scores } = await texts.find(query, { most: everyHit })
    times.push(performance.now() - begun)
    hits.push(scores.length)
  }
  return { times, hits }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      megabytes: { type: 'string', default: '250' },
      queries: { type: 'string', default: '100' },
      engine: { type: 'string' },
    },
  })
  const size = { megabytes: Number(values.megabytes), queries: Number(values.queries) }
  const lines: Line[] = []
  if (values.engine !== 'postgres') {
    await mkdir(scratch, { recursive: true })
    const folder = await mkdtemp(join(scratch, 'texts-'))
    try {
      lines.push(...(await benchTexts({ kind: 'sqlite', file: join(folder, 'tweed.db') }, size)))
      console.error(`index: ${Math.round((await sizeOf(folder)) / 1e6)} MB on the disk`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  if (values.engine !== 'sqlite') {
    const { url, stop } = await startPostgres()
    try {
      lines.push(...(await benchTexts({ kind: 'postgres', url }, size)))
    } finally {
      await stop()
    }
  }
  console.log(formatTable(lines))
}

async function sizeOf(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('texts.db'))
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

if (import.meta.main) await main()
