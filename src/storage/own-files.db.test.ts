import assert from 'node:assert/strict'
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { databasesOf, onBothDatabases } from '../../test/support/databases.ts'
import { testHouse } from '../../test/support/house.ts'
import { putSetting } from '../../test/support/rows.ts'
import { closeFolderToOthers, makeOwnFolder } from './own-files.ts'
import { openStorage } from './open.ts'

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

/** What everything in a folder lets whom do, by name. */
async function modesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted()
  const modes = names.map(async (name) => [name, await modeOf(join(folder, name))] as const)
  return Object.fromEntries(await Promise.all(modes))
}

// Whoever runs the tests may have a stricter one.
process.umask(0o022)

onBothDatabases('a backup, and what a restore keeps', (databases) => {
  test('are for who made them alone, in a folder that is', async () => {
    const storage = await databases.open()
    const folder = await databases.folder()
    await storage.backup(join(folder, 'copy.tweed'))
    const keepIn = join(folder, 'data', 'backups')
    const { kept } = await storage.restore(join(folder, 'copy.tweed'), keepIn)
    assert.deepEqual(await modesIn(folder), { 'copy.tweed': '600', data: '700' })
    assert.equal(await modeOf(keepIn), '700')
    assert.equal(await modeOf(kept), '600')
  })

  test('can be put back when nobody may write to the backup', async () => {
    const storage = await databases.open()
    const folder = await databases.folder()
    const file = join(folder, 'copy.tweed')
    await storage.backup(file)
    await chmod(file, 0o400)
    await storage.restore(file, folder)
    assert.equal(await modeOf(file), '400')
  })
})

describe('on SQLite', () => {
  const { folder } = databasesOf('sqlite')

  test('the archive’s file, its log and its folders are for who runs it alone', async () => {
    const own = await folder()
    const storage = await openStorage({ kind: 'sqlite', file: join(own, 'a', 'b', 'tweed.db') })
    try {
      await storage.write((tx) => putSetting(tx, 'one', ''))
      assert.equal(await modeOf(join(own, 'a')), '700')
      assert.equal(await modeOf(join(own, 'a', 'b')), '700')
      const modes = { 'tweed.db': '600', 'tweed.db-shm': '600', 'tweed.db-wal': '600' }
      assert.deepEqual(await modesIn(join(own, 'a', 'b')), modes)
    } finally {
      await storage.close()
    }
  })

  test('what everybody could read is closed to them at the next start', async () => {
    const own = await folder()
    const file = join(own, 'tweed.db')
    const place = { kind: 'sqlite', file } as const
    const first = await openStorage(place)
    await first.write((tx) => putSetting(tx, 'one', ''))
    for (const end of ['', '-wal', '-shm']) await chmod(file + end, 0o644)
    const second = await openStorage(place)
    const modes = { 'tweed.db': '600', 'tweed.db-shm': '600', 'tweed.db-wal': '600' }
    assert.deepEqual(await modesIn(own), modes)
    await Promise.all([first.close(), second.close()])
  })

  test('so are old backups and outboxes; a data folder that was there is not ours to close', async () => {
    const data = await folder()
    await chmod(data, 0o750)
    for (const name of ['backups', 'outbox']) {
      await mkdir(join(data, name), 0o755)
      await writeFile(join(data, name, 'old'), '', { mode: 0o644 })
    }
    const house = await testHouse('sqlite', { TWEED_DATA: data })
    try {
      assert.equal(await modeOf(data), '750')
      for (const name of ['backups', 'outbox']) {
        assert.equal(await modeOf(join(data, name)), '700')
        assert.deepEqual(await modesIn(join(data, name)), { old: '600' })
      }
    } finally {
      await house.close()
    }
  })

  test('a link is not followed to what lies elsewhere', async () => {
    const own = await folder()
    const elsewhere = join(await folder(), 'open.txt')
    await writeFile(elsewhere, '', { mode: 0o644 })
    await symlink(elsewhere, join(own, 'link'))
    await closeFolderToOthers(own)
    assert.equal(await modeOf(elsewhere), '644')
  })

  test('a folder that can’t be made is an error at once', async () => {
    const file = join(await folder(), 'file')
    await writeFile(file, '')
    await assert.rejects(makeOwnFolder(join(file, 'x', 'y')), { code: 'EEXIST', path: file })
    if (process.platform === 'linux') {
      await assert.rejects(makeOwnFolder('/proc/x/y'), { code: 'ENOENT', path: '/proc/x' })
    }
    await makeOwnFolder('/')
  })
})
