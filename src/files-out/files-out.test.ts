import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { dispositionOf, fileNameOf } from './file-name.ts'
import { makeFile } from './make-file.ts'
import { oddWorks, workOf } from './odd-works.fixture.ts'

test('the same work gives the same bytes in every format, another text gives others', async () => {
  for (const format of ['epub', 'html', 'txt'] as const) {
    const first = await makeFile(workOf(['<p>a</p>', '<p>b</p>']), format)
    assert.ok(first.equals(await makeFile(workOf(['<p>a</p>', '<p>b</p>']), format)))
    assert.ok(!first.equals(await makeFile(workOf(['<p>a</p>', '<p>c</p>']), format)))
  }
})

test('rating and warnings stand before the text, which holds no script', async () => {
  for (const [name, work] of oddWorks.slice(0, 32)) {
    const html = (await makeFile(work, 'html')).toString()
    assert.ok(html.indexOf('Teen') < html.indexOf('<article'), name)
    assert.doesNotMatch(html, /<script|<[^>]+\son\w+=|javascript:/i, name)
    assert.match((await makeFile(work, 'txt')).toString(), /^Title: The Lamp\n/)
  }
})

test('a warning that gives the plot away is folded, and in a text stands at the end', async () => {
  const work = workOf(['<p>The last of it.</p>'])
  const warnings = [
    { code: null, words: 'the goat dies', spoiler: true, fromNumber: null },
    { code: null, words: 'storms', spoiler: false, fromNumber: null },
  ] as unknown as typeof work.front.warnings
  const told = { ...work, front: { ...work.front, warningAnswer: 'listed' as const, warnings } }
  const html = (await makeFile(told, 'html')).toString()
  assert.match(html, /<details><summary>[^<]*: 1<\/summary><ul><li[^>]*>the goat dies</)
  assert.match(html, /<dd[^>]*>storms</)
  const text = (await makeFile(told, 'txt')).toString()
  assert.ok(text.indexOf('the goat dies') > text.indexOf('The last of it.'))
  assert.match(text, /^Warnings: storms$/m)
})

test('mimetype is the first entry of an EPUB, and stored', async () => {
  const epub = await makeFile(workOf(['a']), 'epub')
  assert.equal(epub.toString('latin1', 30, 58), 'mimetypeapplication/epub+zip')
})

test('file names are readable and safe', () => {
  const front = { title: '../a/b: "c"?', byline: [{ id: 'p' as never, name: 'Ünï' }] }
  assert.equal(fileNameOf(front, 'epub'), 'Ünï - a b c.epub')
  assert.equal(
    dispositionOf('Ünï (1).epub'),
    `attachment; filename="Uni (1).epub"; filename*=UTF-8''%C3%9Cn%C3%AF%20%281%29.epub`,
  )
})

function hasEpubCheck(): boolean {
  try {
    execFileSync('javac', ['-version'], { stdio: 'ignore' })
    return existsSync('/usr/share/java/epubcheck.jar')
  } catch {
    return false
  }
}

test(
  'EPUBCheck finds nothing in works of every odd shape',
  { skip: hasEpubCheck() ? false : 'epubcheck is not installed', timeout: 300_000 },
  async () => {
    assert.ok(oddWorks.length >= 50)
    const folder = mkdtempSync(join(tmpdir(), 'tweed-epub-'))
    try {
      for (const [at, [, work]] of oddWorks.entries())
        writeFileSync(join(folder, `${at}.epub`), await makeFile(work, 'epub'))
      assert.equal(checkAll(folder), '')
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)

/** What EPUBCheck says of all files in a folder, in one process. */
function checkAll(folder: string): string {
  const jar = '/usr/share/java/epubcheck.jar'
  const program = new URL('./CheckAll.java', import.meta.url).pathname
  const said = execFileSync('java', ['-XX:TieredStopAtLevel=1', '-cp', jar, program, folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  })
  assert.match(said, new RegExp(`checked ${oddWorks.length}\\s*$`))
  return said
    .split('\n')
    .filter((line) => /^(?:ERROR|FATAL)|^WARNING: [^:]|found in /.test(line))
    .join('\n')
}
