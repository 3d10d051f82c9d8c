import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { makeArchive } from './archive.ts'
import { formatTable, isKept, type Line, round } from './line.ts'
import { anew, notModified, page } from './page.ts'
import { backup } from './backup.ts'
import { coldStart } from './cold-start.ts'
import { comments } from './comments.ts'
import { memory } from './memory.ts'
import { tail } from './tail.ts'
import { weight } from './weight.ts'
import type { Benchmark } from './stage.ts'

/** In the order in which they run, with what is said of them. */
const benchmarks: Readonly<Record<string, { says: string; run: Benchmark }>> = {
  page: { says: 'the anonymous chapter page from the page cache', run: page },
  'not-modified': { says: 'the same page, when the reader has it already', run: notModified },
  anew: { says: 'the same page read and rendered for each request', run: anew },
  weight: { says: 'what the page weighs on the wire, with all that it loads', run: weight },
  memory: { says: 'memory of the server under load', run: memory },
  comments: { says: 'comments a second, each on the disk when it is answered', run: comments },
  tail: { says: 'the slowest page views while comments arrive', run: tail },
  'cold-start': { says: 'from the command to the first page', run: coldStart },
  backup: { says: 'backups while the archive is written to', run: backup },
}

const help = `Measures the promises of speed; each as a ratio to a peer in the same run, or to a stated limit

Usage: script/bench [--quick] [--strict] [BENCHMARK...]

Prints a table and writes bench/results/latest.json (a whole run also DAY.json). Without names all run:
${Object.entries(benchmarks)
  .map(([name, { says }]) => `  ${name.padEnd(14)} ${says}`)
  .join('\n')}

  --quick     fewer and shorter rounds, and a smaller archive
  --strict    exit code 1 when a target is missed
  -h, --help  print this`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name))
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}; script/bench --help lists them.`)
    return 2
  }
  const { quick } = values
  const begun = performance.now()
  const before = machine()
  console.error('making the archive …')
  const archive = await makeArchive(
    quick ? { works: 60, readers: 150 } : { works: 600, readers: 600 },
  )
  const lines: Line[] = []
  const failed: string[] = []
  try {
    for (const [name, { says, run }] of Object.entries(benchmarks)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue
      console.error(`${name}: ${says} …`)
      try {
        lines.push(...(await run({ archive, quick })))
      } catch (error) {
        failed.push(name)
        console.error(error)
      }
    }
  } finally {
    await archive.remove()
  }
  const seconds = Math.round((performance.now() - begun) / 1000)
  console.log(formatTable(lines))
  const missed = lines.filter((line) => !isKept(line))
  console.log(
    `\n${lines.filter(({ target }) => target).length - missed.length} targets kept, ${missed.length} missed, ${failed.length} benchmarks failed, in ${seconds} s${quick ? ' (quick: do not quote)' : ''}`,
  )
  const loadAfter = loadavg().map(round)
  const results = { ...before, loadAfter, quick, seconds, failed, lines: lines.map(forFile) }
  write(results, !quick && positionals.length === 0)
  return failed.length > 0 || (values.strict && missed.length > 0) ? 1 : 0
}

const forFile = (line: Line) => ({ ...line, value: round(line.value), kept: isKept(line) })

function machine(): { at: string } & Record<string, unknown> {
  const revision = (): string => {
    try {
      return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
    } catch {
      return 'unknown'
    }
  }
  return {
    at: new Date().toISOString(),
    revision: revision(),
    node: process.version,
    cpus: cpus().length,
    cpu: cpus()[0]?.model ?? '',
    memoryGb: Math.round(totalmem() / 1e9),
    loadBefore: loadavg().map(round),
  }
}

/** A whole, unhurried run is kept under its day too: to commit when there is something to tell. */
function write(results: { at: string }, whole: boolean): void {
  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const text = `${JSON.stringify(results, null, 2)}\n`
  writeFileSync(new URL('latest.json', folder), text)
  if (whole) writeFileSync(new URL(`${results.at.slice(0, 10)}.json`, folder), text)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.exitCode = await main()
