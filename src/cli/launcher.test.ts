import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { commands } from './commands.ts'
import { environment, launcher, linesOf, type Settings, tweed } from './launcher.fixture.ts'

describe('the command line', { concurrency: 2 }, () => {
  let folder = ''
  let settings: Settings = {}
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tweed-cli-'))
    settings = { TWEED_DATA: join(folder, 'data') }
  })
  after(() => rm(folder, { recursive: true, force: true }))

  for (const name of Object.keys(commands)) {
    test(`${name} --help tells how it is used, and nothing happens`, async () => {
      const { code, out, err } = await tweed([name, '--help'], settings)
      assert.deepEqual({ code, err }, { code: 0, err: '' })
      assert.match(out, new RegExp(`\nUsage: tweed ${name}\\b`))
      assert.match(out, /\n {2}-h, --help +print this\n$/)
      for (const line of linesOf(out)) assert.ok(line.length <= 80, `fits a terminal: ${line}`)
      assert.equal((await tweed([name, '-h'], settings)).out, out)
      assert.equal((await tweed(['help', name], settings)).out, out)
      await assert.rejects(stat(join(folder, 'data')), { code: 'ENOENT' })
    })
  }

  test('--help lists every command', async () => {
    const { code, out, err } = await tweed(['--help'], settings)
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const listed = linesOf(out).flatMap((line) => /^ {2}(\w+) {2,}\S/.exec(line)?.[1] ?? [])
    assert.deepEqual(listed, Object.keys(commands))
  })

  test('no command at all is not understood either: the help, where errors are told', async () => {
    const { out } = await tweed(['--help'], settings)
    assert.deepEqual(await tweed([], settings), { code: 2, out: '', err: out })
  })

  test('--version tells the version of the package', async () => {
    const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
    const { version } = JSON.parse(file) as { version: string }
    assert.deepEqual(await tweed(['--version'], settings), {
      code: 0,
      out: `tweed ${version}\n`,
      err: '',
    })
  })

  const misunderstood: readonly (readonly [string, RegExp])[] = [
    ['serv', /^tweed: there is no command “serv”, did you mean “serve”\?; see tweed --help$/],
    ['imprt a.txt', /did you mean “import”\?/],
    ['bakcup a', /did you mean “backup”\?/],
    ['knit', /^tweed: there is no command “knit”; see tweed --help$/],
    ['constructor', /there is no command “constructor”;/],
    ['--json', /there is no command “--json”;/],
    ['serve --fast', /^tweed: there is no option --fast; see tweed serve --help$/],
    ['serve now', /^tweed: there is no place for “now” here; see tweed serve --help$/],
    ['config --json=yes', /^tweed: --json takes no value; see tweed config --help$/],
    ['import', /^tweed: a file is missing; see tweed import --help$/],
    ['import a.txt', /^tweed: --pen-name is missing; see tweed import --help$/],
    ['import a.txt --pen-name', /^tweed: --pen-name needs a value; see tweed import --help$/],
    ['backup', /^tweed: the file to write is missing; see tweed backup --help$/],
    ['backup a b', /there is no place for “b” here;/],
    ['restore', /^tweed: the backup to put back is missing; see tweed restore --help$/],
    ['restore a', /asks before it replaces everything; give --yes;/],
    ['check a b', /there is no place for “b” here;/],
    ['account', /^tweed: account is followed by create or password; see tweed account --help$/],
    [
      'account delete',
      /^tweed: account is followed by create or password, not “delete”; see tweed account --help$/,
    ],
    ['account password', /^tweed: --email is missing; see tweed account --help$/],
    ['account password --email a@b.example --pen-name A', /there is no option --pen-name;/],
    ['account create', /^tweed: --email is missing;/],
    ['account create --email a@b.example', /^tweed: --pen-name is missing;/],
    [
      'account create --email a@b.example --pen-name A --role king',
      /--role is one of reader, moderator, archivist, not “king”;/,
    ],
    ['demo --forever', /^tweed: there is no option --forever; see tweed demo --help$/],
  ]
  for (const [typed, sentence] of misunderstood) {
    test(`“tweed ${typed}” is not understood: exit code 2 and one plain line`, async () => {
      const args = typed.split(' ').filter(Boolean)
      const { code, out, err } = await tweed(args, settings)
      assert.deepEqual({ code, out }, { code: 2, out: '' })
      const [line = '', ...more] = linesOf(err)
      assert.deepEqual(more, [])
      assert.match(line, sentence)
    })
  }

  for (const command of [
    'check',
    'backup copy',
    'account password --email a@b.example',
    'import a.txt --pen-name A',
  ]) {
    test(`${command} makes no archive where there is none`, async () => {
      const { code, out, err } = await tweed(command.split(' '), settings, { cwd: folder })
      assert.deepEqual({ code, out }, { code: 1, out: '' })
      assert.match(err, /^tweed: There is no archive at \S+ yet; TWEED_DATA names its folder\.\n$/)
      await assert.rejects(stat(join(folder, 'data')), { code: 'ENOENT' })
    })
  }

  test('it works from another folder, and through links to links', async () => {
    const here = join(folder, 'here')
    const there = join(folder, 'there')
    await symlink(launcher, there)
    await symlink('there', here)
    const direct = await tweed(['--version'], settings, { cwd: folder })
    assert.equal(direct.code, 0)
    assert.deepEqual(await tweed(['--version'], settings, { cwd: '/', path: here }), direct)
    assert.deepEqual(await tweed(['--version'], settings, { cwd: folder, path: './here' }), direct)
    // A folder of data is the caller's, not the launcher's.
    const { out } = await tweed(['config', '--json'], {}, { cwd: folder, path: here })
    const described = JSON.parse(out) as { name: string; value: string }[]
    const data = described.find(({ name }) => name === 'TWEED_DATA')
    assert.equal(data?.value, join(folder, 'data'))
  })

  test('what a fresh clone lacks is installed first, and standard output is the command’s alone', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url))
    const clone = await mkdtemp(join(folder, 'clone-'))
    await mkdir(join(clone, 'script'))
    for (const file of ['tweed', 'script/install', 'package-lock.json']) {
      await copyFile(join(root, file), join(clone, file))
    }
    for (const name of ['src', 'package.json']) await symlink(join(root, name), join(clone, name))
    // No test has the network: this npm finds all packages here, or fails.
    const bin = await mkdtemp(join(folder, 'bin-'))
    const npm = (...lines: string[]) =>
      writeFile(join(bin, 'npm'), ['#!/bin/sh', 'echo npm was here', ...lines, ''].join('\n'), {
        mode: 0o755,
      })
    const run = () =>
      tweed(['--version'], settings, {
        path: join(clone, 'tweed'),
        variables: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
      })

    await npm('exit 1')
    const failed = await run()
    assert.deepEqual([failed.code, failed.out], [1, ''])
    assert.match(failed.err, /\ntweed: that did not work; script\/install tries again\.\n$/)

    const packages = join(root, 'node_modules')
    await npm('mkdir node_modules', `ln -s "${packages}"/* "${packages}/.bin" node_modules`)
    const installed = await run()
    const first = 'tweed: installing what it needs, once.\nnpm was here\n'
    assert.deepEqual([installed.code, installed.err], [0, first])
    assert.match(installed.out, /^tweed \d+\.\d+\.\d+\n$/)
    assert.deepEqual(await run(), { ...installed, err: '' })
  })

  test('a reader who has had enough makes no noise', async () => {
    const child = spawn(launcher, ['config'], {
      env: environment(settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    let err = ''
    child.stderr.on('data', (chunk) => (err += String(chunk)))
    const code = await new Promise((resolve) => child.on('close', resolve))
    assert.deepEqual({ code, err }, { code: 0, err: '' })
  })

  test('output that can’t be written is told in one line', async (t) => {
    if (!(await stat('/dev/full').catch(() => null))) return t.skip('there is no /dev/full')
    const child = spawn('sh', ['-c', '"$0" config > /dev/full', launcher], {
      env: environment(settings),
    })
    let err = ''
    child.stderr.on('data', (chunk) => (err += String(chunk)))
    const code = await new Promise((resolve) => child.on('close', resolve))
    const expected = 'tweed: there is no space left on the disk\n'
    assert.deepEqual({ code, err }, { code: 1, err: expected })
  })
})
