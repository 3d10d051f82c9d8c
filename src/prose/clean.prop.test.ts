import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseFragment, type DefaultTreeAdapterMap } from 'parse5'
import { allowedTags } from './allowed.ts'
import { cleanHtml } from './clean.ts'
import type { ProseKind } from './prose.ts'
import { problemsIn } from './inert.fixture.ts'

const kinds: readonly ProseKind[] = ['chapter', 'note', 'summary', 'comment']

const tags =
  'p br b i em strong u s a div span font center h1 h2 h4 ul ol li dl dt dd table tr td th caption tbody blockquote hr pre details summary figure figcaption ruby rt rp q sub img svg math style script template textarea select form noscript title sup code foo'.split(
    ' ',
  )
const attributes = [
  '',
  ' class="align-center"',
  ' align=right',
  ' style="font-weight:bold;text-align:center"',
  ' style="font-style:italic"',
  ' href="https://example.org/a b"',
  ' href="javascript:alert(1)"',
  ' src="//example.org/i.png" alt="an <i>"',
  ' src="/images/own.png"',
  ' onclick="alert(1)"',
  ' lang=fr dir=rtl',
  ' class=remote-image href="https://example.org/"',
  ' id=x title="t"',
]
const piece = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom(...tags), fc.constantFrom(...attributes))
      .map(([tag, more]) => `<${tag}${more}>`),
  },
  { weight: 4, arbitrary: fc.constantFrom(...tags).map((tag) => `</${tag}>`) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'word',
      ' ',
      '\n',
      '\n\n',
      'a b',
      '***',
      '&nbsp;',
      '&lt;',
      '<3',
      '&',
      '\u0301',
      '\u200b',
      '\u00ad',
      '<!--',
      '-->',
      '<![CDATA[',
      '"',
      '>',
      '\ud83d',
      '\t',
      '   ',
      '* * *',
      '<br><br>',
      '<br>',
      '<p></p>',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
)
const markup = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''))

const whole = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        '<b>',
        '<i style="text-align:right">',
        '<a href="https://example.org">',
        '<ul><li>',
        '<table><tr><td>',
        '<blockquote>',
        '<div align=center>',
        '<q>',
        '<details><summary>',
        '<figure><figcaption>',
        '<h2>',
        '<pre>',
        '<dl><dt>',
      ),
      piece,
    ),
    { maxLength: 14 },
  )
  .map((pairs) => pairs.flat().join(''))

test('cleaning twice gives what cleaning once gave, in every kind', () => {
  fc.assert(
    fc.property(fc.oneof(markup, whole), fc.constantFrom(...kinds), (html, kind) => {
      const once = cleanHtml(html, kind)
      assert.equal(cleanHtml(once, kind), once)
    }),
    { numRuns: 3000 },
  )
})

test('nothing outside the allow list survives, and what is served parses as it was written', () => {
  fc.assert(
    fc.property(fc.oneof(markup, whole), fc.constantFrom(...kinds), (html, kind) => {
      assert.deepEqual(problemsIn(cleanHtml(html, kind), allowedTags(kind)), [])
    }),
    { numRuns: 2000 },
  )
})

test('no visible word of plain inline markup is lost', () => {
  const inline = fc.constantFrom(
    '<b>',
    '</b>',
    '<i>',
    '</i>',
    '<p>',
    '</p>',
    '<div>',
    '</ul>',
    '<li>',
    '<ul>',
    '<h2>',
    '<blockquote>',
    '</blockquote>',
    '<br>',
    '<td>',
    '<table>',
    '</table>',
    '<details>',
    '<summary>',
    '<dl>',
    '<dt>',
  )
  const words = fc.constantFrom('lamp', 'oar', 'tide')
  const mixed = fc.array(fc.oneof(inline, words), { maxLength: 20 }).map((all) => all.join(' '))
  fc.assert(
    fc.property(mixed, fc.constantFrom(...kinds), (html, kind) => {
      const seen = (from: string) =>
        textIn(parseFragment(from))
          .match(/[a-z]+/g)
          ?.toSorted() ?? []
      assert.deepEqual(
        seen(cleanHtml(html, kind)),
        html
          .replace(/<[^>]*>/g, '')
          .match(/[a-z]+/g)
          ?.toSorted() ?? [],
      )
    }),
    { numRuns: 1000 },
  )
})

function textIn(node: DefaultTreeAdapterMap['node']): string {
  if ('value' in node) return `${node.value} `
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : ''
}
