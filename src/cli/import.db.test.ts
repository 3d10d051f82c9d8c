import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Place } from '#storage/open.ts'
import { type Databases, databasesOf, onBothDatabases } from '../../test/support/databases.ts'
import { type Archive, makeArchive } from './archive.fixture.ts'
import type { Imported } from './import.ts'
import {
  environment,
  launcher,
  linesOf,
  type Settings,
  startTweed,
  tweed,
} from './launcher.fixture.ts'

const stories = fileURLToPath(new URL('../../test/stories/', import.meta.url))
const story = (name: string) => join(stories, name, 'source.txt')
const origin = 'https://archive.example'
const fields = [
  'file',
  'work',
  'url',
  'title',
  'rating',
  'warnings',
  'chapters',
  'words',
  'front_matter',
  'problems',
]

/** An archive with the pen name Saltgrass. */
async function archive(databases: Databases): Promise<Archive> {
  const made = await makeArchive(databases)
  return { ...made, settings: { ...made.settings, TWEED_URL: origin } }
}

const run = (settings: Settings, files: readonly string[], ...more: string[]) =>
  tweed(['import', ...files, '--pen-name', 'Saltgrass', ...more], settings)

const parse = (out: string) => linesOf(out).map((line) => JSON.parse(line) as Imported)

async function works(databases: Databases, place: Place) {
  const { db } = await databases.open(place)
  return db
    .selectFrom('work')
    .innerJoin('work_byline', 'work_byline.work_id', 'work.id')
    .innerJoin('pen_name', 'pen_name.id', 'work_byline.pen_name_id')
    .select(['work.id', 'title', 'rating', 'published_at', 'pen_name.name'])
    .execute()
}

onBothDatabases('tweed import', (databases) => {
  test('knows a pen name by what it looks like, as the site does; the byline has it as it is', async () => {
    const { place, settings } = await archive(databases)
    for (const typed of ['saltgrass', ' SALTGRASS ', 'Sa\u217ctgrass']) {
      const args = ['import', story('chapters'), '--pen-name', typed, '--json']
      const { code, err } = await tweed(args, settings)
      assert.deepEqual({ code, err }, { code: 0, err: '' }, typed)
    }
    assert.deepEqual(
      (await works(databases, place)).map(({ name }) => name),
      ['Saltgrass', 'Saltgrass', 'Saltgrass'],
    )
    const other = ['import', story('chapters'), '--pen-name', 'Salt grasses', '--json']
    assert.equal((await tweed(other, settings)).code, 1)
  })

  test('--json tells one line for each file, with exactly its fields', async () => {
    const { place, settings } = await archive(databases)
    const files = [story('chapters'), story('anonymous-reader'), story('utf-16')]
    const { code, out, err } = await run(settings, files, '--json')
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const told = parse(out)
    assert.deepEqual(
      told.map(({ file }) => file),
      files,
    )
    for (const one of told) {
      assert.deepEqual(Object.keys(one), fields)
      assert.equal(one.url, `${origin}/desk/works/${one.work}/recognised`)
      for (const problem of one.problems) {
        assert.deepEqual(Object.keys(problem), ['kind', 'message', 'excerpt'])
      }
    }
    const [tides, letter] = told
    assert.equal(tides?.title, 'Three Tides')
    assert.equal(tides.rating, 'M')
    assert.deepEqual(tides.warnings, ['drowning', 'minor character death'])
    assert.equal(tides.chapters, 3)
    assert.ok(tides.words > 300 && tides.words < 400)
    assert.deepEqual(tides.front_matter['rating'], { code: 'M', source: 'T, may go up to M' })
    assert.equal(letter?.rating, 'T')
    assert.deepEqual(letter.warnings, ['Major character death'])
    const kept = await works(databases, place)
    assert.deepEqual(kept.map(({ id }) => id).toSorted(), told.map(({ work }) => work).toSorted())
    assert.ok(kept.every((work) => work.name === 'Saltgrass' && work.published_at === null))
  })

  test('a file that can’t be taken keeps no other from it, and is told', async () => {
    const { place, settings } = await archive(databases)
    const folder = await databases.folder()
    const picture = join(folder, 'picture.txt')
    await writeFile(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 1]))
    const empty = join(folder, 'empty.txt')
    await writeFile(empty, '')
    const missing = join(folder, 'missing.txt')
    const files = [picture, story('chapters'), empty, missing, folder, story('utf-16')]
    const { code, out, err } = await run(settings, files, '--json')
    assert.equal(code, 1)
    const told = parse(out)
    assert.deepEqual(
      told.map(({ file, work }) => [file, work !== null]),
      files.map((file) => [file, file.startsWith(stories)]),
    )
    for (const one of told.filter(({ work }) => work === null)) {
      assert.deepEqual(Object.keys(one), fields)
      assert.equal(one.url, null)
      assert.equal(one.problems.length, 1)
    }
    assert.deepEqual(linesOf(err).slice(1), [
      `tweed: ${empty}: The file is empty.`,
      `tweed: ${missing}: there is no such file or folder`,
      `tweed: ${folder}: this is a folder`,
    ])
    assert.match(linesOf(err)[0] ?? '', /^tweed: \S+picture\.txt: This is neither text nor HTML/)
    assert.equal((await works(databases, place)).length, 2)
  })

  test('--publish publishes what nothing stands against, beside a running server', async (t) => {
    const { place, settings } = await archive(databases)
    const server = await startTweed(t, ['serve'], settings, /^Tweed is at/)
    const before = await (await fetch(`${server.url}/works`)).text()
    assert.doesNotMatch(before, /Three Tides/)
    const files = [story('chapters'), story('bare-story')]
    const { code, out } = await run(settings, files, '--json', '--publish')
    assert.equal(code, 0)
    const [tides, bare] = parse(out)
    assert.equal(tides?.url, `${origin}/works/${tides?.work}`)
    const page = await fetch(`${server.url}/works/${tides?.work}`)
    assert.match(await page.text(), /Three Tides/)
    assert.match(await (await fetch(`${server.url}/works`)).text(), /Three Tides/)
    // Nobody said its rating or warnings: it stays a draft, and why is told.
    assert.equal(bare?.url, `${origin}/desk/works/${bare?.work}/recognised`)
    assert.ok(bare?.problems.some(({ kind }) => kind === 'not-published'))
    assert.equal((await fetch(`${server.url}/works/${bare?.work}`)).status, 404)
    const published = (await works(databases, place)).filter((work) => work.published_at !== null)
    assert.deepEqual(
      published.map(({ title }) => title),
      ['Three Tides'],
    )
    assert.equal((await server.stop()).code, 0)
  })
})

describe('tweed import for people', () => {
  const databases = databasesOf('sqlite')

  test('tells each work, its address and what was not certain', async () => {
    const { place, settings } = await archive(databases)
    const nobody = ['import', story('chapters'), '--pen-name', 'Nobody', '--json']
    assert.deepEqual(await tweed(nobody, settings), {
      code: 1,
      out: '',
      err: 'tweed: There is no pen name “Nobody”; tweed account create makes one.\n',
    })
    assert.deepEqual(await works(databases, place), [])
    const { code, out, err } = await run(settings, [story('chapters')])
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const [first = '', second = '', third = ''] = linesOf(out)
    assert.match(first, /Three Tides · M, drowning, minor character death · 3 chapters, \d+ words$/)
    assert.match(second, /^ {4}https:\/\/archive\.example\/desk\/works\/\w+\/recognised$/)
    assert.match(third, /^ {4}! The same disclaimer stood here again/)
  })

  test('takes every file, even when nobody reads the answer any more', async () => {
    const { place, settings } = await archive(databases)
    const files = [story('chapters'), story('utf-16'), story('data-line')]
    const args = ['import', ...files, '--pen-name', 'Saltgrass', '--json']
    const child = spawn(launcher, args, {
      env: environment(settings),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.destroy()
    const [code] = await once(child, 'close')
    assert.equal(code, 0)
    assert.equal((await works(databases, place)).length, 3)
  })

  test('takes a name that begins with a dash after --, and keeps the file as it came', async () => {
    const { place, settings } = await archive(databases)
    const folder = join(await databases.folder(), 'stories')
    await mkdir(folder)
    const bytes = await readFile(story('windows-1252'))
    await writeFile(join(folder, '-help.txt'), bytes)
    const args = ['import', '--pen-name', 'Saltgrass', '--json', '--', '-help.txt']
    const { code, out } = await tweed(args, settings, { cwd: folder })
    assert.equal(code, 0)
    assert.deepEqual(
      parse(out).map(({ file }) => file),
      ['-help.txt'],
    )
    const { db } = await databases.open(place)
    const original = await db
      .selectFrom('original_file')
      .select(['name', 'bytes'])
      .executeTakeFirstOrThrow()
    assert.equal(original.name, '-help.txt')
    assert.ok(bytes.equals(original.bytes))
  })
})
