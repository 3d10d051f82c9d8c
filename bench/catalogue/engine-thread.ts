import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { runInNewContext } from 'node:vm'
import { type Answer, everything, type Query } from '#catalogue/catalogue.ts'
import { startCompaction } from '#catalogue/compact-aside.ts'
import { Catalogue, makeCatalogue } from '#catalogue/engine.ts'
import { readSnapshot, writeSnapshot } from '#catalogue/snapshot.ts'
import { Terms } from '#catalogue/terms.ts'
import { generateCatalogue } from './generate.ts'

/** What the thread is asked; each question is answered by one `Said`, in order. */
export type Told =
  | { do: 'find'; query: Query }
  /** So many works change, each in a change of its own. */
  | { do: 'update'; works: number }
  /** One work changes and is asked for by its pen name; how long both took together. */
  | { do: 'see' }
export type Said =
  | { built: Built }
  /** `milliseconds` are those in the thread. */
  | { answer: Answer; milliseconds: number }
  /** Milliseconds that the changes took; how many bases were built aside and put in place so far, and how long the longest of those held up everything. */
  | { updated: number; compactions: number; longestPause: number }
  | { seen: number }
export type Built = {
  seconds: number
  /** Seconds that making works and tags took alone. */
  generating: number
  /** Bytes of the base's arrays alone. */
  arrays: number
  /** Bytes of all that the catalogue holds on to: arrays and objects after collecting. */
  held: number
  /** Seconds to write a snapshot, and to begin from it; bytes of its file. */
  snapshot: { written: number; read: number; bytes: number }
  /** What the process grew by: with what the allocator kept of the building. */
  grown: number
}

const { works, seed } = workerData as { works: number; seed: number }
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
/** Memory that threads share is given back some time after nobody knows of it any more. */
async function collectAll(): Promise<void> {
  for (let time = 0; time < 3; time++) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
}
const say = (said: Said) => parentPort?.postMessage(said)

const generated = generateCatalogue({ works, seed })
const dry = performance.now()
let tags = 0
for (const entry of generated.entries()) tags += entry.tags.length
for (const tag of generated.tags()) tags += tag.broader.length
const generating = (performance.now() - dry) / 1000
if (tags === 0) throw new Error('there is nothing to find')

await collectAll()
const before = process.memoryUsage()
const begun = performance.now()
const catalogue = makeCatalogue(generated.entries(), generated.tags())
const seconds = (performance.now() - begun) / 1000 - generating
await collectAll()
const after = process.memoryUsage()
const grown = after.rss - before.rss
const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
const snapshot = await keepAndBegin()
say({ built: { seconds, generating, arrays: arraysIn(catalogue.base), held, snapshot, grown } })

/** Writes a snapshot to a file of its own, and begins with it as a server does. */
async function keepAndBegin(): Promise<Built['snapshot']> {
  const folder = await mkdtemp(join(tmpdir(), 'tweed-bench-'))
  try {
    const file = join(folder, 'catalogue.snapshot')
    const place = { seen: 1, at: '', xmin: 0, again: [], floor: 0, mark: null }
    const from = performance.now()
    await writeSnapshot(file, { base: catalogue.base, terms: catalogue.terms.copy(), place })
    const middle = performance.now()
    const read = await readSnapshot(file)
    if (!read) throw new Error('the snapshot can’t be read')
    const again = new Catalogue(new Terms(read.terms), read.base)
    if (again.find(everything).count === 0) throw new Error('there is nothing in it')
    const end = performance.now()
    const { size } = await stat(file)
    return { written: (middle - from) / 1000, read: (end - middle) / 1000, bytes: size }
  } finally {
    await rm(folder, { recursive: true })
    await collectAll()
  }
}

let version = 1
let next = 0
/** A work as its author changed it just now; works far from each other. */
function change() {
  next = (next + 7919) % works
  const entry = generated.entry(next, version++)
  catalogue.apply({ works: [entry], gone: [], tags: [] })
  compactWhenDue()
}

let isCompacting = false
let compactions = 0
let longestPause = 0
/** As who follows the archive does it: a new base in another thread when a lot stands beside this one. */
function compactWhenDue(): void {
  if (isCompacting || catalogue.pending.works <= Math.max(4096, works / 64)) return
  isCompacting = true
  const { base } = pausing(() => startCompaction(catalogue.beginCompaction()))
  void base.then((made) => {
    if (!made) throw new Error('no new base was built')
    pausing(() => catalogue.replaceBase(made))
    compactions++
    isCompacting = false
  })
}
function pausing<Result>(act: () => Result): Result {
  const at = performance.now()
  const result = act()
  longestPause = Math.max(longestPause, performance.now() - at)
  return result
}

parentPort?.on('message', (told: Told) => {
  const at = performance.now()
  if (told.do === 'find') {
    const answer = catalogue.find(told.query)
    say({ answer, milliseconds: performance.now() - at })
  } else if (told.do === 'update') {
    for (let one = 0; one < told.works; one++) change()
    say({ updated: performance.now() - at, compactions, longestPause })
  } else {
    next = (next + 7919) % works
    const entry = generated.entry(next, version++)
    const begin = performance.now()
    catalogue.apply({ works: [entry], gone: [], tags: [] })
    const include = entry.terms.filter(({ kind }) => kind === 'pen-name')
    const found = catalogue.find({ ...everything, viewer: 'account', include, size: 100 })
    const taken = performance.now() - begin
    const isThere = found.works.includes(entry.id)
    if (!isThere && found.count <= 100) throw new Error(`${entry.id} changed and is not found`)
    say({ seen: taken })
  }
})

/** Bytes of all typed arrays in an object and the objects in it. */
function arraysIn(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value !== 'object' || value === null || value instanceof Map) return 0
  return Object.values(value).reduce((sum: number, one) => sum + arraysIn(one), 0)
}
