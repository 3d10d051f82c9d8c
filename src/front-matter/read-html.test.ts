import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readStoryHtml } from './read-html.ts'
import { readStoryText } from './read-text.ts'

const story = '<p>The lamp had been <em>out</em> for an hour.</p>\n<p>“Row,” said Mirren.</p>'

test('labels in paragraphs of their own become fields and the story keeps its markup', () => {
  const read = readStoryHtml(
    `<html><body><h1>The Long Tide</h1><p>by Saltgrass</p><p><b>Rating:</b> PG-13</p><p><b>A/N:</b> for <i>Mirren</i></p><hr>${story}</body></html>`,
  )
  assert.equal(read.format, 'html')
  assert.equal(read.title, 'The Long Tide')
  assert.equal(read.author, 'Saltgrass')
  assert.deepEqual(read.rating, { code: 'T', source: 'PG-13' })
  assert.equal(read.noteBefore, '<p>for <i>Mirren</i></p>')
  assert.equal(read.chapters[0]?.text, story)
})

test('labels in one paragraph parted by breaks become fields', () => {
  const read = readStoryHtml(
    `<p>Title: Neap<br>Rating: R<br>\nWarnings: blood &amp; gore<br>Disclaimer: I own <b>nothing</b>.</p>${story}`,
  )
  assert.equal(read.title, 'Neap')
  assert.equal(read.rating?.code, 'M')
  assert.deepEqual(read.warnings, ['gore'])
  assert.deepEqual(read.freeWarnings, ['blood'])
  assert.equal(read.disclaimer, '<p>I own <b>nothing</b>.</p>')
  assert.equal(read.chapters[0]?.text, story)
})

test('a story of divs and double breaks becomes paragraphs', () => {
  const read = readStoryHtml(
    'Title: Neap<br>Rating: G<br><br>One <i>two<br><br>three</i> four.<br>Five.',
  )
  assert.equal(read.title, 'Neap')
  assert.equal(read.chapters[0]?.text, '<p>One <i>two</i></p>\n<p><i>three</i> four.<br>Five.</p>')
})

test('headings are chapters, rulers and empty paragraphs stay', () => {
  const read = readStoryHtml(
    `<title>Tides</title><h2>Chapter 1: Low Water</h2><p>One.</p><hr><p>Two.</p><p>&nbsp;</p><p>Three.</p><h2>Chapter 2</h2><p>Four.</p><p><i>A/N: reviews are love!</i></p>`,
  )
  assert.equal(read.title, 'Tides')
  assert.deepEqual(read.chapters, [
    {
      title: 'Low Water',
      noteBefore: null,
      noteAfter: null,
      text: '<p>One.</p>\n<hr>\n<p>Two.</p>\n<p></p>\n<p>Three.</p>',
    },
    {
      title: null,
      noteBefore: null,
      noteAfter: '<p><i>reviews are love!</i></p>',
      text: '<p>Four.</p>',
    },
  ])
})

test('text in HTML without any block keeps its lines', () => {
  const read = readStoryHtml('Title: Neap\nRating: G\n\nThe <b>lamp</b> was out.\n\nShe rowed.')
  assert.equal(read.title, 'Neap')
  assert.equal(read.chapters[0]?.text, '<p>The <b>lamp</b> was out.</p>\n<p>She rowed.</p>')
})

test('scripts and styles are no story', () => {
  const read = readStoryHtml('<style>p{}</style><p>She rowed.</p><script>alert(1)</script>')
  assert.equal(read.chapters[0]?.text, '<p>She rowed.</p>')
})

test('elements nested a hundred thousand deep lose no word', () => {
  const read = readStoryHtml(`${'<div><b>'.repeat(50_000)}She rowed.`)
  assert.equal(read.chapters[0]?.text.includes('She rowed.'), true)
})

test('the words of a script are in no story, and are named', () => {
  const read = readStoryHtml(
    `<p>Title: Neap</p><p>Rating: G</p>${story}<script>row("home")</script>`,
  )
  assert.equal(read.chapters[0]?.text.includes('home'), false)
  const dropped = read.problems.filter(({ kind }) => kind === 'markup-dropped')
  assert.deepEqual(
    dropped.map(({ excerpt }) => excerpt),
    ['row("home")'],
  )
})

test('elements that nobody closes and rows of signs are read in time that grows with their length', () => {
  const tangled = '<a><b><i><p>'.repeat(80_000)
  const rows = `Title: Neap\nRating: G\n\n${'\u2039'.repeat(200_000)}x\n\nThe lamp was out.\n`
  const before = process.cpuUsage()
  assert.ok(
    readStoryHtml(`<p>Title: Neap</p>${tangled}<p>The lamp was out.</p>`).chapters.length > 0,
  )
  assert.ok(readStoryText(rows).chapters.length > 0)
  const { user } = process.cpuUsage(before)
  assert.ok(user < 8_000_000, `${user} µs`)
})
