import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { settings } from '#config/settings.ts'
import { migrations } from '#storage/migrations/all.ts'
import { rooms, slices, whoKnows } from '../script/rooms.ts'

const root = new URL('..', import.meta.url).pathname
const tracked = listTracked()
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const isTest = (name: string) => /\.(?:test|spec|fixture|sample|samples)\.ts$/.test(name)
const source = tracked.filter((name) => /^src\/.*\.ts$/.test(name) && !isTest(name))
/** What git tracks, or will at the next commit; every file but what is made, where there is no git. */
function listTracked(): string[] {
  try {
    return execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .split('\0')
      .filter((name) => name !== '' && existsSync(join(root, name)))
  } catch {
    const made = /^(?:node_modules|data|\.git|\.cache|coverage)(?:\/|$)|^bench\/results\//
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
      .filter((name) => !made.test(name))
  }
}

const roomOf = (name: string) => /^src\/([a-z-]+)\//.exec(name)?.[1] ?? null

/** What a file imports, with the names when they are listed. */
function importsOf(name: string): { from: string; names: string }[] {
  return [
    ...read(name).matchAll(/^(?:import|export)\s+(?:type\s+)?([^'"]*?)\s*from\s+'([^']+)'/gm),
    ...read(name).matchAll(/()\bimport\('([^']+)'\)/g),
  ].map(([, names = '', from = '']) => ({ names, from }))
}

test('the rooms of the code are those of the table and of ARCHITECTURE.md', () => {
  const found = new Set(source.flatMap((name) => roomOf(name) ?? []))
  assert.deepEqual([...found].toSorted(), rooms.toSorted())
  const table = [...read('ARCHITECTURE.md').matchAll(/^\| ([a-z-]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
  const told = table.filter(([, name]) => name !== 'room')
  assert.deepEqual(told.map(([, name]) => name).toSorted(), rooms.toSorted())
  for (const [, room = '', , may = ''] of told) {
    if (slices.includes(room) || room === 'cli') continue
    const known = may === 'nothing' ? [] : may.split(', ')
    assert.deepEqual(known.toSorted(), whoKnows(room).toSorted(), `what ${room} may know`)
  }
})

test('a room that may know web keeps no sentences of its own', () => {
  const files = source.filter((name) => /(?:^|\/)(?:[a-z-]+-)?words\.ts$/.test(name))
  const own = files.filter((name) => whoKnows(roomOf(name) ?? '').includes('web'))
  assert.deepEqual(own, [], 'sentences stand in web/messages')
})

test('no room knows what the table does not let it know', () => {
  const wrong: string[] = []
  const all = source.flatMap(importsOf)
  assert.ok(all.length > 1000, `only ${all.length} imports were found`)
  for (const name of source) {
    const room = roomOf(name)
    for (const { from } of importsOf(name)) {
      if (from.startsWith('../')) wrong.push(`${name}: ${from}`)
      const to = /^#([a-z-]+)\//.exec(from)?.[1]
      if (!room || !to) continue
      if (to !== room && !whoKnows(room).includes(to)) wrong.push(`${name}: ${from}`)
      const door = /\/(?:forms|pages|routes)\.ts$/.test(from)
      if (door && to !== room && room !== 'cli') wrong.push(`${name}: ${from}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('drivers, trusted markup, the environment, time and chance each have one place', () => {
  const wrong: string[] = []
  for (const name of source) {
    const room = roomOf(name)
    const text = read(name)
    for (const { from, names } of importsOf(name)) {
      if (['node:sqlite', 'pg'].includes(from) && room !== 'storage') wrong.push(`${name}: ${from}`)
      if (from === '#html.ts' && /\btrusted\b/.test(names) && room !== 'prose') {
        wrong.push(`${name}: trusted`)
      }
    }
    if (/process\.env\b/.test(text) && room !== 'config' && room !== 'cli') {
      wrong.push(`${name}: process.env`)
    }
    const ownTime = name === 'src/shared/clock.ts' || room === 'cli'
    if (!ownTime && /\bDate\.now\(|\bnew Date\(\)/.test(text)) wrong.push(`${name}: the time`)
    if (/\bMath\.random\(/.test(text)) wrong.push(`${name}: chance`)
    if (/\brandomBytes\(/.test(text) && name !== 'src/shared/random.ts')
      wrong.push(`${name}: chance`)
  }
  assert.deepEqual(wrong, [])
})

test('every file holds one thing that its name says', () => {
  const wrong = tracked.filter((name) => {
    if (!name.endsWith('.ts')) return false
    if (/(?:^|[/-])(?:utils?|helpers?|services?|managers?|common|misc)(?:[-.]|$)/.test(name)) {
      return !name.endsWith('common-passwords.ts')
    }
    return source.includes(name) && read(name).split('\n').length > 360
  })
  assert.deepEqual(wrong, [])
})

test('every dependency is weighed in docs/dependencies.md, exact, and locked without a host', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const all = { ...dependencies, ...devDependencies }
  for (const [name, version] of Object.entries(all)) assert.match(version, /^\d+\.\d+\.\d+/, name)
  const weighed = [...read('docs/dependencies.md').matchAll(/^\| ([@a-z][\w@/.-]*) \|/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'package')
  assert.deepEqual(weighed.toSorted(), Object.keys(all).toSorted())
  assert.doesNotMatch(read('package-lock.json'), /"resolved"/)
  const imported = new Set(
    source
      .flatMap((name) => importsOf(name).map(({ from }) => from))
      .flatMap((from) => {
        if (/^(?:node:|#|\.)/.test(from)) return []
        return from
          .split('/')
          .slice(0, from.startsWith('@') ? 2 : 1)
          .join('/')
      }),
  )
  const types = new Set(['hast'])
  for (const name of imported) assert.ok(name in dependencies || types.has(name), `${name} is used`)
})

test('every setting stands in the README with its default', () => {
  const readme = read('README.md')
  for (const { name, otherwise } of settings) {
    assert.ok(readme.includes(`| \`${name}\` | ${otherwise ? `\`${otherwise}\`` : ''}`), name)
  }
  const named = [...readme.matchAll(/\bTWEED_[A-Z_]+\b/g)].map(([name]) => name)
  const known = new Set<string>([...settings.map(({ name }) => name), 'TWEED_TEST_UPDATE'])
  for (const name of named) assert.ok(known.has(name), `${name} is no setting`)
})

test('what the documents point to is there', () => {
  for (const name of tracked.filter((one) => one.endsWith('.md'))) {
    for (const [, to = ''] of read(name).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(to)) continue
      assert.ok(existsSync(join(root, dirname(name), to)), `${name} points to ${to}`)
    }
  }
})

test('every script says what it does in its first line, and every migration is run', () => {
  for (const name of tracked.filter((one) => /^script\/[a-z-]+$/.test(one))) {
    const [first = '', second = ''] = read(name).split('\n')
    assert.match(first, /^#!/, name)
    assert.match(second, /^# [A-Z].{10,}\.$/, name)
  }
  const files = tracked
    .flatMap((name) => /^src\/storage\/migrations\/(\d{4}-[\w-]+)\.ts$/.exec(name)?.[1] ?? [])
    .toSorted()
  assert.deepEqual(
    migrations.map(({ name }) => name),
    files,
  )
})

test('nothing tracked names a path of a machine', () => {
  const wrong = tracked.filter(
    (name) =>
      /\.(?:ts|md|json|css|sh|sql)$|^script\/|^tweed$/.test(name) &&
      name !== 'test/house.test.ts' &&
      /\/(?:home|Users|root|work)\/[a-z]/.test(read(name)),
  )
  assert.deepEqual(wrong, [])
})
