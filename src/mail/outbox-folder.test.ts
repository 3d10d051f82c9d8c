import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { after, oneDay } from '#shared/clock.ts'
import { filesAtOnce, tidyOutboxFolder } from './outbox-folder.ts'

const now = new Date('2026-11-23T09:00:00.000Z')
const days = (count: number) => after(now, -count * oneDay)

/** Runs with a data folder of its own. */
async function withFolder(
  run: (outbox: string, tidy: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tweed-outbox-'))
  try {
    await run(join(dataFolder, 'outbox'), () => tidyOutboxFolder({ dataFolder }, days(30)))
  } finally {
    await rm(dataFolder, { recursive: true })
  }
}

async function put(folder: string, name: string, at: Date): Promise<void> {
  await writeFile(join(folder, name), 'To: reader@people.test\n')
  await utimes(join(folder, name), at, at)
}

test('mails in the outbox folder go after thirty days; what else lies there stays', () =>
  withFolder(async (outbox, tidy) => {
    await mkdir(outbox)
    await put(outbox, 'aaaaaaaaaaaaaaa1.eml', days(31))
    await put(outbox, 'aaaaaaaaaaaaaaa2.eml.unfinished', days(31))
    await put(outbox, 'aaaaaaaaaaaaaaa3.eml', days(29))
    await put(outbox, 'the keeper’s own.eml', days(400))
    await put(outbox, 'notes.txt', days(400))
    await put(outbox, '..eml', days(400))
    await mkdir(join(outbox, 'aaaaaaaaaaaaaaa4.eml'))
    await utimes(join(outbox, 'aaaaaaaaaaaaaaa4.eml'), days(400), days(400))
    await symlink('notes.txt', join(outbox, 'aaaaaaaaaaaaaaa5.eml'))
    assert.equal(await tidy(), 2)
    assert.deepEqual((await readdir(outbox)).toSorted(), [
      '..eml',
      'aaaaaaaaaaaaaaa3.eml',
      'aaaaaaaaaaaaaaa4.eml',
      'aaaaaaaaaaaaaaa5.eml',
      'notes.txt',
      'the keeper’s own.eml',
    ])
    assert.equal(await tidy(), 0)
  }))

test('an archive that never wrote a mail has nothing to tidy', () =>
  withFolder(async (_, tidy) => {
    assert.equal(await tidy(), 0)
  }))

test('one run removes so many files and no more, the next goes on', () =>
  withFolder(async (outbox, tidy) => {
    await mkdir(outbox)
    for (let at = 0; at < filesAtOnce + 3; at++) {
      await put(outbox, `${String(at).padStart(16, '0')}.eml`, days(31))
    }
    assert.equal(await tidy(), filesAtOnce)
    assert.equal((await readdir(outbox)).length, 3)
    assert.equal(await tidy(), 3)
    assert.deepEqual(await readdir(outbox), [])
  }))
