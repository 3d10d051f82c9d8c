import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { environment, launcher, linesOf, type Settings, tweed } from './launcher.fixture.ts'

/** script(1) of util-linux gives a command a terminal of its own. */
const hasScript = (() => {
  try {
    return /util-linux/.test(execFileSync('script', ['--version'], { encoding: 'utf8' }))
  } catch {
    return false
  }
})()

const create = ['account', 'create', '--email', 'a@archive.example', '--pen-name', 'Saltgrass']

describe('where a person watches', { skip: !hasScript && 'no script(1) here' }, () => {
  let folder = ''
  let settings: Settings = {}
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tweed-terminal-'))
    settings = { TWEED_DATA: join(folder, 'data') }
  })
  after(() => rm(folder, { recursive: true, force: true }))

  /** Runs a line of the shell, in which "$T" is the launcher, on a terminal. `type` answers each question by its words. */
  async function onTerminal(line: string, type: readonly (readonly [RegExp, string])[] = []) {
    const child: ChildProcess = spawn('script', ['-qefc', line, '/dev/null'], {
      env: { ...environment(settings), T: launcher, SHELL: '/bin/sh' },
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const waiting = [...type]
    let shown = ''
    let since = 0
    child.stdout?.on('data', (chunk) => {
      shown += String(chunk)
      const [question, answer] = waiting[0] ?? []
      if (!question || answer === undefined || !question.test(shown.slice(since))) return
      since = shown.length
      waiting.shift()
      child.stdin?.write(answer)
    })
    const [code] = await once(child, 'close')
    assert.deepEqual(waiting, [], `not asked; shown: ${shown}`)
    return { code, shown }
  }

  test('a password is asked for twice and not shown', async () => {
    const { code, shown } = await onTerminal(`"$T" ${create.join(' ')}`, [
      [/^Password \(leave empty to have one made\): $/, 'a wet goaX\u007ft\r'],
      [/The same again: $/, 'a wet goat\r'],
    ])
    assert.equal(code, 0, shown)
    assert.doesNotMatch(shown, /goa/)
    assert.match(shown, /a@archive\.example has an account \(reader\)/)
    assert.doesNotMatch(shown, /not shown again/)
  })

  test('Ctrl-C at the question ends it, and makes nothing', async () => {
    const line = `"$T" ${create.join(' ').replace('a@', 'b@').replace('Saltgrass', 'Wick')}`
    const { code, shown } = await onTerminal(line, [[/^Password /, 'half\u0003']])
    assert.equal(code, 130, shown)
    const retried = await tweed(create.with(3, 'b@archive.example').with(5, 'Wick'), settings)
    assert.equal(retried.code, 0, retried.err)
  })

  test('long work shows a bar on standard error, and takes it away', async () => {
    const { code, shown } = await onTerminal('"$T" backup seen.tweed')
    assert.equal(code, 0, shown)
    assert.match(shown, /\rWriting █+░* +\d+ %/)
    assert.match(shown, /\r\u001b\[KThe archive is in \S+, checked, [\d.]+ MB\.\r\n$/)
  })

  test('--json is alone on standard output, bar or not', async () => {
    const { code, shown } = await onTerminal('"$T" backup json.tweed --json > told')
    assert.equal(code, 0, shown)
    assert.match(shown, /Writing █/)
    const told = await readFile(join(folder, 'told'), 'utf8')
    assert.equal(linesOf(told).length, 1)
    assert.deepEqual(JSON.parse(told), {
      file: join(folder, 'json.tweed'),
      bytes: (await stat(join(folder, 'json.tweed'))).size,
    })
    const quiet = await onTerminal('"$T" backup quiet.tweed --json 2> err')
    assert.equal(quiet.code, 0)
    assert.equal(await readFile(join(folder, 'err'), 'utf8'), '')
    assert.equal(quiet.shown.split('\n').length, 2)
  })

  test('restore asks, and only a clear yes is one', async () => {
    const file = join(folder, 'asked.tweed')
    assert.equal((await tweed(['backup', file], settings)).code, 0)
    const question = /will be replaced by \S+asked\.tweed\. Go on\? \[y\/N\] /
    for (const answer of ['n\r', '\r', 'maybe\r', '\u0004']) {
      const { code, shown } = await onTerminal('"$T" restore asked.tweed', [[question, answer]])
      assert.equal(code, 1, shown)
      assert.match(shown, /Nothing was changed\./)
    }
    await assert.rejects(stat(join(folder, 'data', 'backups')), { code: 'ENOENT' })
    const { code, shown } = await onTerminal('"$T" restore asked.tweed', [[question, 'yes\r']])
    assert.equal(code, 0, shown)
    assert.match(shown, /What was there before is in /)
  })
})
