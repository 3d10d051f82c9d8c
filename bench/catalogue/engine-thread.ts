import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { runInNewContext } from 'node:vm'
import { type Answer, everything, type Query } from '#catalogue/catalogue.ts'
import { makeCatalogue } from '#catalogue/engine.ts'
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
  | { answer: Answer; milliseconds: number }
  | { updated: number }
  | { seen: number }
export type Built = {
  seconds: number
  /** Seconds that making works and tags took alone. */
  generating: number
  /** Bytes of the arrays alone, and all that the process grew by. */
  arrays: number
  grown: number
}

const { works, seed } = workerData as { works: number; seed: number }
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const say = (said: Said) => parentPort?.postMessage(said)

const generated = generateCatalogue({ works, seed })
const dry = performance.now()
let tags = 0
for (const entry of generated.entries()) tags += entry.tags.length
for (const tag of generated.tags()) tags += tag.broader.length
const generating = (performance.now() - dry) / 1000
if (tags === 0) throw new Error('there is nothing to find')

collect()
const before = process.memoryUsage().rss
const begun = performance.now()
const catalogue = makeCatalogue(generated.entries(), generated.tags())
const seconds = (performance.now() - begun) / 1000 - generating
collect()
const grown = process.memoryUsage().rss - before
say({ built: { seconds, generating, arrays: arraysIn(catalogue.base), grown } })

let version = 1
let next = 0
/** A work as its author changed it just now; works far from each other. */
function change() {
  next = (next + 7919) % works
  const entry = generated.entry(next, version++)
  catalogue.apply({ works: [entry], gone: [], tags: [] })
  return entry
}

parentPort?.on('message', (told: Told) => {
  const at = performance.now()
  if (told.do === 'find') {
    const answer = catalogue.find(told.query)
    say({ answer, milliseconds: performance.now() - at })
  } else if (told.do === 'update') {
    for (let one = 0; one < told.works; one++) change()
    say({ updated: performance.now() - at })
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
