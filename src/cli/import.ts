import { readFile, stat } from 'node:fs/promises'
import type { Config } from '#config/config.ts'
import { type Command, type Terminal, Usage } from './command.ts'
import { readOptions } from './options.ts'
import { withProgress } from './progress.ts'
import { sentenceOf } from './trouble.ts'

/** What came of one file: a line of `--json`. */
export type Imported = {
  file: string
  work: string | null
  url: string | null
  title: string
  rating: string | null
  warnings: readonly string[]
  chapters: number
  words: number
  front_matter: Record<string, unknown>
  problems: readonly { kind: string; message: string; excerpt: string }[]
}

/** Opens the archive for a pen name; throws `Trouble` when it has no such pen name. */
export type OpenImport = (config: Config, penName: string, publish: boolean) => Promise<Import>
export type Import = {
  /** Files with more bytes are not read at all. */
  readonly mostBytes: number
  take(file: { name: string; bytes: Uint8Array }): Promise<Imported>
  close(): Promise<void>
}

export const importCommand: Command = {
  help: `Posts stories from files

Usage: tweed import FILE… --pen-name P [--publish] [--json]

The rating, warnings, notes and all else that stands at the head and the foot
of a file become the work's front matter. What was not certain is told, and
the file itself is kept. Works are drafts until they are published.

Ends with 0 when every file was taken, and 1 when one was not.

  --pen-name P  the pen name in the byline; its account has the works
  --publish     publish each work against which nothing stands: a doubt about
                what readers would see does, what is good to know does not
  --json        tell one line of JSON for each file: {"file","work","url",
                "title","rating","warnings","chapters","words",
                "front_matter","problems"}, where work is null when it was
                not taken
  -h, --help    print this`,

  async run(terminal) {
    const { openImport } = await import('./import-wiring.ts')
    return importFiles(terminal, openImport)
  },
}

export async function importFiles(
  { args, config, say, tell }: Terminal,
  openImport: OpenImport,
): Promise<number> {
  const { values, operands } = readOptions(
    args,
    {
      'pen-name': { type: 'string' },
      publish: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    { least: 1, most: Infinity, called: 'a file' },
  )
  const penName = values['pen-name']
  if (!penName) throw new Usage('--pen-name is missing')
  const archive = await openImport(config(), penName, values.publish)
  const results: Imported[] = []
  try {
    await withProgress('Importing', async (show) => {
      for (const [done, file] of operands.entries()) {
        show(done / operands.length)
        const imported = await takeOne(archive, file)
        results.push(imported)
        // A line as soon as it is known: a pipe need not wait for the last file.
        if (values.json) say(JSON.stringify(imported))
      }
    })
  } finally {
    await archive.close()
  }
  for (const one of results) {
    if (one.work === null) tell(`tweed: ${one.file}: ${one.problems[0]?.message ?? 'not taken'}`)
    else if (!values.json) for (const line of describe(one)) say(line)
  }
  return results.every(({ work }) => work !== null) ? 0 : 1
}

/** A file that can't be read or taken does not keep the others from it. `file` in the answer is as it was given. */
async function takeOne(archive: Import, file: string): Promise<Imported> {
  try {
    const { size } = await stat(file)
    if (size > archive.mostBytes) {
      return notTaken(file, 'file-too-large', `The file has more than ${archive.mostBytes} bytes.`)
    }
    return { ...(await archive.take({ name: file, bytes: await readFile(file) })), file }
  } catch (error) {
    const sentence = sentenceOf(error)
    const bare = sentence.startsWith(`${file}: `) ? sentence.slice(file.length + 2) : sentence
    return notTaken(file, 'not-read', bare)
  }
}

function notTaken(file: string, kind: string, message: string): Imported {
  return {
    file,
    work: null,
    url: null,
    title: '',
    rating: null,
    warnings: [],
    chapters: 0,
    words: 0,
    front_matter: {},
    problems: [{ kind, message, excerpt: '' }],
  }
}

function describe(one: Imported): string[] {
  const count = (number: number, noun: string) =>
    `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
  const facts = [one.rating ?? 'not rated', ...one.warnings].join(', ')
  return [
    `${one.file}: ${one.title || '(no title)'} · ${facts} · ${count(one.chapters, 'chapter')}, ${count(one.words, 'word')}`,
    `    ${one.url ?? ''}`,
    ...one.problems.map(
      ({ message, excerpt }) => `    ! ${message}${excerpt ? ` (${excerpt})` : ''}`,
    ),
  ]
}
