import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arePrintsNear, holdsLink, printOf } from './spam.ts'

test('addresses of the web and of mail are links, however they are written', () => {
  for (const text of [
    '<p><a href="x">here</a></p>',
    'see https://soup.test/',
    'HTTP://SOUP.TEST',
    'go to www.soup.test',
    'soup-shop.com has it',
    'buy at SOUP.SHOP now',
    'write to cook+one@soup.test',
    '(me@soup.test)',
  ]) {
    assert.ok(holdsLink(text), text)
  }
})

test('what people write in stories is no link', () => {
  for (const text of [
    'I waited...me too',
    'Chapter 2.5 is the best, e.g. the goat',
    'He said no.Then he left.',
    'rated T @ last',
    '<p>a <em>kind</em> word</p><blockquote>really</blockquote>',
    'the ratio was 3.14:1',
    'wwwhat?!',
    'the abbreviation <abbr title="x">x</abbr>',
  ]) {
    assert.ok(!holdsLink(text), text)
  }
})

test('near texts have near prints, others have not', () => {
  const pitch =
    'I draw covers for stories like this one and would love to show you mine, write to me and we will talk about it'
  const print = printOf(pitch)
  const again = printOf(`${pitch.replaceAll(',', ' ,').toUpperCase()} !!!`)
  assert.ok(print && again)
  assert.equal(print, again, 'case and signs do not count')
  const near = printOf(`${pitch} soon.`)
  assert.ok(near && arePrintsNear(print, near))
  const others = [
    'The moment the ferry came in empty I had to put the story down and walk around the room for a while',
    'What a chapter! I did not see the goat coming, and now I want to know who opened the gate that night',
  ]
  for (const other of others) {
    const far = printOf(other)
    assert.ok(far && !arePrintsNear(print, far), other)
  }
})

test('what is said everywhere has no print', () => {
  for (const text of ['', 'More please!', '!!! ??? …', 'Loved it, thank you so much']) {
    assert.equal(printOf(text), null, text)
  }
  assert.ok(printOf('続きがとても楽しみです。'.repeat(5)), 'other scripts have one too')
})

test('any text gives a print of sixteen hex digits or none, near to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const print = printOf(text)
      if (print === null) return
      assert.match(print, /^[0-9a-f]{16}$/)
      assert.ok(arePrintsNear(print, print))
    }),
  )
})
