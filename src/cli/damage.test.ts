import assert from 'node:assert/strict'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { databasesOf } from '../../test/support/databases.ts'
import { makeArchive } from './archive.fixture.ts'
import { linesOf, tweed } from './launcher.fixture.ts'

describe('a damaged archive in one file', () => {
  const databases = databasesOf('sqlite')

  const damages: readonly (readonly [string, (whole: Buffer) => Buffer])[] = [
    ['its file is no database', () => Buffer.from('Once upon a time.')],
    ['its file is cut off', (whole) => whole.subarray(0, whole.length / 2)],
    ['its pages are torn', (whole) => whole.fill(0x7e, 20 * 4096, 40 * 4096)],
    ['one of its last pages is torn', (whole) => whole.fill(0x7e, whole.length - 8192)],
  ]
  for (const [how, damage] of damages) {
    test(`is found by check, and told by all: ${how}`, async () => {
      const { settings, folder, data } = await makeArchive(databases, 'chapters')
      const good = join(folder, 'good.tweed')
      assert.equal((await tweed(['backup', good], settings)).code, 0)
      const file = join(data, 'tweed.db')
      const bad = damage(await readFile(file))
      await writeFile(file, bad)

      const looked = await tweed(['check', '--json'], settings)
      assert.deepEqual([looked.code, looked.err, linesOf(looked.out).length], [1, '', 1])
      const told = JSON.parse(looked.out) as { ok: boolean; checked: { ok: boolean }[] }
      assert.equal(told.ok, false)
      assert.ok(told.checked.some(({ ok }) => !ok))
      const spoken = await tweed(['check'], settings)
      assert.deepEqual([spoken.code, spoken.err], [1, ''])
      assert.match(spoken.out, /^BAD /m)

      const copied = await tweed(['backup', join(folder, 'bad.tweed')], settings)
      assert.deepEqual([copied.code, copied.out, linesOf(copied.err).length], [1, '', 1])
      assert.deepEqual(await readdir(folder), ['good.tweed'], 'a backup that is none is not left')

      const put = await tweed(['restore', good, '--yes'], settings)
      assert.deepEqual([put.code, put.out, linesOf(put.err).length], [1, '', 1])
      assert.ok(put.err.includes(file), put.err)
      assert.match(put.err, /move/)
      // As it says: what was there is moved away, and the backup comes back.
      for (const name of await readdir(data)) {
        if (name.startsWith('tweed.db')) await rename(join(data, name), join(folder, name))
      }
      assert.equal((await tweed(['restore', good, '--yes'], settings)).code, 0)
      assert.equal((await tweed(['check'], settings)).code, 0)
    })
  }
})
