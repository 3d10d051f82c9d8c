import assert from 'node:assert/strict'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Place } from '#storage/open.ts'
import { allRows } from '../../test/support/all-rows.ts'
import { type Databases, onBothDatabases } from '../../test/support/databases.ts'
import { bring, makeArchive } from './archive.fixture.ts'
import { linesOf, startTweed, tweed } from './launcher.fixture.ts'

async function rows(databases: Databases, place: Place) {
  return allRows((await databases.open(place)).db)
}

onBothDatabases('tweed backup, check and restore', (databases) => {
  test('a backup is one checked file, and what it holds comes back', async () => {
    const { place, settings, folder, data } = await makeArchive(databases, 'chapters')
    const before = await rows(databases, place)
    const made = await tweed(['backup', 'copy.tweed', '--json'], settings, { cwd: folder })
    assert.deepEqual([made.code, made.err, linesOf(made.out).length], [0, '', 1])
    const file = join(folder, 'copy.tweed')
    assert.deepEqual(JSON.parse(made.out), { file, bytes: (await stat(file)).size })
    assert.deepEqual(await readdir(folder), ['copy.tweed'])
    const looked = await tweed(['check', file], {})
    assert.deepEqual([looked.code, linesOf(looked.out).at(-1)], [0, 'All is well.'])

    await bring(place, 'utf-16')
    const between = await rows(databases, place)
    assert.notDeepEqual(between['work'], before['work'])
    const back = await tweed(['restore', file, '--yes', '--json'], settings)
    assert.deepEqual([back.code, back.err, linesOf(back.out).length], [0, '', 1])
    const told = JSON.parse(back.out) as { restored: string; kept: string }
    assert.deepEqual(Object.keys(told), ['restored', 'kept'])
    assert.equal(told.restored, file)
    assert.deepEqual(await rows(databases, place), before)

    // What was there is a backup too.
    assert.deepEqual(await readdir(join(data, 'backups')), [told.kept.slice(data.length + 9)])
    const again = await tweed(['restore', told.kept, '-y'], settings)
    assert.match(again.out, /^The archive is as it was in .+\. What was there before is in .+\.\n$/)
    assert.deepEqual(await rows(databases, place), between)
  })

  test('check says what it looked at', async () => {
    const { settings } = await makeArchive(databases, 'chapters')
    const { code, out, err } = await tweed(['check'], settings)
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const lines = linesOf(out)
    assert.equal(lines.pop(), 'All is well.')
    assert.ok(lines.length >= 10)
    for (const line of lines) assert.match(line, /^ok {2}[^:]+: .+$/)
    const json = await tweed(['check', '--json'], settings)
    assert.deepEqual([json.code, json.err, linesOf(json.out).length], [0, '', 1])
    const told = JSON.parse(json.out) as { ok: boolean; checked: { what: string; ok: boolean }[] }
    assert.equal(told.ok, true)
    assert.equal(told.checked.length, lines.length)
    for (const one of told.checked) assert.deepEqual(Object.keys(one), ['what', 'ok', 'detail'])
  })

  test('check finds a work whose words do not add up: exit code 1', async () => {
    const { place, settings } = await makeArchive(databases, 'chapters')
    const { write } = await databases.open(place)
    await write((tx) => tx.updateTable('work').set({ words: 1 }).execute())
    const { code, out, err } = await tweed(['check'], settings)
    assert.deepEqual({ code, err }, { code: 1, err: '' })
    const bad = linesOf(out).filter((line) => line.startsWith('BAD '))
    assert.equal(bad.length, 1)
    assert.match(bad[0] ?? '', /^BAD words of works: /)
    assert.match(out, /\n1 of \d+ are not well\.\n$/)
    const json = await tweed(['check', '--json'], settings)
    assert.equal(json.code, 1)
    assert.equal((JSON.parse(json.out) as { ok: boolean }).ok, false)
  })

  test('a backup overwrites nothing and needs a folder', async () => {
    const { settings, folder } = await makeArchive(databases, 'chapters')
    const there = join(folder, 'diary.txt')
    await writeFile(there, 'Rain.')
    const over = await tweed(['backup', there, '--json'], settings)
    assert.deepEqual([over.code, over.out, linesOf(over.err).length], [1, '', 1])
    assert.match(over.err, /diary\.txt is there already/)
    assert.equal(await readFile(there, 'utf8'), 'Rain.')
    const nowhere = await tweed(['backup', join(folder, 'no', 'copy.tweed')], settings)
    assert.deepEqual(nowhere, {
      code: 1,
      out: '',
      err: `tweed: There is no folder ${join(folder, 'no')}.\n`,
    })
  })

  test('a restore refuses what is damaged or no archive, and where nobody can be asked; nothing is changed', async () => {
    const { place, settings, folder, data } = await makeArchive(databases, 'chapters')
    const file = join(folder, 'copy.tweed')
    assert.equal((await tweed(['backup', file], settings)).code, 0)
    await bring(place, 'utf-16')
    const before = await rows(databases, place)
    const whole = await readFile(file)
    const cut = join(folder, 'cut.tweed')
    await writeFile(cut, whole.subarray(0, Math.floor(whole.length / 2)))
    const torn = join(folder, 'torn.tweed')
    await writeFile(
      torn,
      Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(whole.length - 8192)]),
    )
    const story = join(folder, 'story.txt')
    await writeFile(story, 'Once.')
    const wrong = [cut, torn, story, join(folder, 'missing'), folder]
    for (const given of wrong) {
      const { code, out, err } = await tweed(['restore', given, '--yes', '--json'], settings)
      assert.deepEqual({ code, out }, { code: 1, out: '' })
      assert.equal(linesOf(err).length, 1)
      assert.ok(err.includes(given), err)
    }
    const unasked = await tweed(['restore', file], settings, { input: 'yes\n' })
    assert.deepEqual([unasked.code, unasked.out], [2, ''])
    assert.match(unasked.err, /^tweed: restore asks before it replaces everything; give --yes;/)
    assert.deepEqual(await rows(databases, place), before)
    const left = await readdir(join(data, 'backups')).catch(() => [])
    assert.deepEqual(left, [], 'nothing is left of a refused file')
    const looked = await tweed(['check', cut, '--json'], {})
    assert.equal(looked.code, 1)
    assert.equal((JSON.parse(looked.out) as { ok: boolean }).ok, false)
  })

  test('all of it works beside a running server, which shows what was put back', async (t) => {
    const { place, settings, folder } = await makeArchive(databases, 'chapters')
    const server = await startTweed(t, ['serve'], settings, /^Tweed is at/)
    const listed = async () => (await fetch(`${server.url}/works`)).text()
    const file = join(folder, 'copy.tweed')
    assert.equal((await tweed(['backup', file], settings)).code, 0)
    await bring(place, 'utf-16')
    assert.match(await listed(), /Девятая ступень/)
    assert.equal((await tweed(['check'], settings)).code, 0)
    const { code, err } = await tweed(['restore', file, '--yes'], settings)
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const page = await listed()
    assert.match(page, /Three Tides/)
    assert.doesNotMatch(page, /Девятая ступень/)
    assert.deepEqual(await server.stop(), { code: 0, out: `${server.lines[0]}\n`, err: '' })
    assert.equal((await tweed(['check'], settings)).code, 0)
  })
})
