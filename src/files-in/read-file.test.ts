import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { mostFileBytes, readFile } from './read-file.ts'

const story = 'Title: The Ferry\nRating: PG\n\nThe boat came in.\n\nNobody was on it.\n'

test('plain text is read in UTF-8, UTF-16 and Windows-1252', () => {
  const texts: [string, Uint8Array][] = [
    ['utf-8', Buffer.from(story)],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(story, 'utf16le')])],
    ['windows-1252', Buffer.from(story.replace('boat', 'bo\x92t'), 'latin1')],
  ]
  for (const [encoding, bytes] of texts) {
    const read = readFile(bytes, 'ferry.txt')
    assert.equal(read.kind, 'read', encoding)
    if (read.kind !== 'read') continue
    assert.equal(read.encoding, encoding)
    assert.equal(read.mediaType, 'text/plain')
    assert.equal(read.front.title, 'The Ferry')
  }
})

test('what a file is is told by its content, whatever its name says', () => {
  const page = '<html><body><p>Title: The Ferry</p><p>The boat came in.</p></body></html>'
  for (const name of ['ferry.txt', 'ferry.html', 'ferry.docx', '']) {
    const read = readFile(Buffer.from(page), name)
    assert.equal(read.kind === 'read' && read.mediaType, 'text/html', name)
  }
  const named = readFile(gzipSync(story), 'ferry.txt')
  assert.deepEqual(named, { kind: 'refused', because: 'archive' })
})

test('a tag or two astray leave a text a text, with its labels and its paragraphs', () => {
  for (const stray of ['He wrote <div> in his homework.', 'A <br> there.', 'Then <p> came.']) {
    const read = readFile(Buffer.from(`${story}\n${stray}\n\nThe end of it.\n`), 'ferry.txt')
    assert.ok(read.kind === 'read')
    assert.equal(read.mediaType, 'text/plain')
    assert.deepEqual([read.front.title, read.front.rating?.code], ['The Ferry', 'T'])
    const text = read.front.chapters.map((chapter) => chapter.text).join('')
    for (const words of ['The boat came in.\n\nNobody', 'The end of it.']) {
      assert.ok(text.includes(words), text)
    }
  }
  const marked = readFile(Buffer.from('<p>Title: The Ferry</p><p>The boat.</p>'), 'ferry.txt')
  assert.ok(marked.kind === 'read')
  assert.ok(marked.front.problems.some(({ kind }) => kind === 'read-as-html'))
})

test('packed files are refused without being opened', () => {
  const zip = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(60, 1)])
  assert.deepEqual(readFile(zip, 'story.docx'), { kind: 'refused', because: 'archive' })
  const bzip = Buffer.from('BZh91AY&SY', 'latin1')
  assert.deepEqual(readFile(bzip, 'story.bz2'), { kind: 'refused', because: 'archive' })
  assert.equal(readFile(Buffer.from('BZhhh, said the bee.'), 'bee.txt').kind, 'read')
})

test('what is no text is refused', () => {
  const samples: Record<string, Buffer> = {
    pdf: Buffer.from('%PDF-1.7\nrest'),
    rtf: Buffer.from('{\\rtf1\\ansi The boat}'),
    word: Buffer.from('d0cf11e0a1b11ae1aabb', 'hex'),
    nul: Buffer.from('The boat\0 came in.'),
    noise: Buffer.from(Array.from({ length: 600 }, (_, at) => 1 + ((at * 7) % 255))),
  }
  for (const [name, bytes] of Object.entries(samples)) {
    assert.deepEqual(readFile(bytes, name), { kind: 'refused', because: 'binary' }, name)
  }
})

test('empty files and files over 10 MB are refused, 10 MB exactly is read', () => {
  assert.deepEqual(readFile(Buffer.alloc(0), 'a'), { kind: 'refused', because: 'empty' })
  assert.deepEqual(readFile(Buffer.from(' \n\t\n'), 'a'), { kind: 'refused', because: 'empty' })
  const line = Buffer.from(`${'The boat came in. '.repeat(7)}\n\n`)
  const whole = Buffer.alloc(mostFileBytes, line)
  assert.equal(readFile(whole, 'a').kind, 'read')
  const over = Buffer.concat([whole, Buffer.from('.')])
  assert.deepEqual(readFile(over, 'a'), { kind: 'refused', because: 'large' })
})

test('a stray control sign and a DOS end of file are no reason to refuse a text', () => {
  assert.equal(readFile(Buffer.from(`${story.repeat(5)}\f\x07\x1a`), 'a').kind, 'read')
})
