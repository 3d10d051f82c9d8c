import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowedTags } from './allowed.ts'
import { cleanHtml, longestInput, TooLong } from './clean.ts'
import { problemsIn } from './inert.fixture.ts'
import type { ProseKind } from './prose.ts'
import { xssVectors } from './xss-vectors.fixture.ts'

const kinds: readonly ProseKind[] = ['chapter', 'note', 'summary', 'comment']

const cases: readonly [name: string, html: string, clean: string, kind?: ProseKind][] = [
  ['double breaks part paragraphs', 'a<br><br>b<br>c', '<p>a</p><p>b<br>c</p>'],
  [
    'a double break inside emphasis parts it too',
    '<i>a<br><br>b</i>',
    '<p><i>a</i></p><p><i>b</i></p>',
  ],
  ['three breaks are a scene break', 'a<br><br><br>b', '<p>a</p><hr><p>b</p>'],
  ['paragraphs are never broken again', '<p>a<br><br>b</p><p>c</p>', '<p>a<br><br>b</p><p>c</p>'],
  ['one paragraph round a whole text is none', '<p>a<br><br>b</p>', '<p>a</p><p>b</p>'],
  ['blank lines part loose text', 'a <b>b</b>\n\nc\nd', '<p>a <b>b</b></p><p>c<br>d</p>'],
  ['line ends are spaces where paragraphs stand', '<p>a\nb</p>', '<p>a b</p>'],
  ['one empty paragraph goes', '<p>a</p><p>&nbsp;</p><p>b</p>', '<p>a</p><p>b</p>'],
  [
    'two empty paragraphs are a scene break',
    '<p>a</p><p></p><p><br></p><p>b</p>',
    '<p>a</p><hr><p>b</p>',
  ],
  ['a line of signs is a scene break', '<p>a</p><p>* * *</p><p>b</p>', '<p>a</p><hr><p>b</p>'],
  [
    'a centred line of signs too',
    '<p>a</p><center><b>oOo</b></center><p>b</p>',
    '<p>a</p><hr><p>b</p>',
  ],
  ['headings start below the page’s', '<h1>A</h1><h2>B</h2>', '<h3>A</h3><h4>B</h4>'],
  ['headings that are low enough stay', '<h3>A</h3><h5>B</h5>', '<h3>A</h3><h5>B</h5>'],
  [
    'alignment becomes a class',
    '<p align=center>a</p><div style="text-align:right">b</div>',
    '<p class="align-center">a</p><p class="align-right">b</p>',
  ],
  [
    'a document’s normal weight is no strength',
    '<b style="font-weight:normal"><p>a</p></b>',
    '<p>a</p>',
  ],
  [
    'styles become elements',
    '<span style="font-weight:700;font-style:italic">a</span>',
    '<p><strong><em>a</em></strong></p>',
  ],
  [
    'language and direction stay',
    '<div lang=ar dir=rtl>a</div><span lang=fr>b</span>',
    '<p dir="rtl" lang="ar">a</p><p><span lang="fr">b</span></p>',
  ],
  [
    'links carry their rel',
    '<a href="https://e.example/x?a=1&b=2" rel=me target=_top>a</a>',
    '<p><a href="https://e.example/x?a=1&amp;b=2" rel="nofollow ugc">a</a></p>',
  ],
  [
    'uploaded images stay',
    '<img src="/images/abc.png" alt="A lamp" width=9>',
    '<p><img src="/images/abc.png" alt="A lamp"></p>',
  ],
  [
    'an image elsewhere becomes a link',
    '<img src="http://e.example/a.png" alt="A lamp">',
    '<p><a class="remote-image" href="http://e.example/a.png" rel="nofollow ugc noreferrer">Image elsewhere: A lamp (http://e.example/a.png)</a></p>',
  ],
  [
    'comments hold no images',
    'a <img src="/images/abc.png" alt="lamp">',
    '<p>a lamp</p>',
    'comment',
  ],
  ['comments hold no tables', '<table><tr><td>a<td>b</table>', '<p>a</p><p>b</p>', 'comment'],
  ['notes hold no headings', '<h2>a</h2>b', '<p><strong>a</strong></p><p>b</p>', 'note'],
  ['summaries hold no rulers', '<p>a</p><hr><p>b</p>', '<p>a</p><p>b</p>', 'summary'],
  [
    'spans of cells are bounded',
    '<table><tr><td colspan=5000>a</table>',
    '<table><tbody><tr><td colspan="100">a</td></tr></tbody></table>',
  ],
  ['lists hold items', '<ul>a<li>b</ul>', '<ul><li>a</li><li>b</li></ul>'],
  ['ruby stays', '<ruby>漢<rt>kan</ruby>', '<p><ruby>漢<rt>kan</rt></ruby></p>'],
  [
    'characters are composed, never replaced',
    '<p>e\u0301 … ½ ﬁ\u00ad\u200b 👩‍👧</p>',
    '<p>é … ½ ﬁ 👩‍👧</p>',
  ],
  ['hearts and ampersands stay', 'I <3 AT&T', '<p>I &lt;3 AT&amp;T</p>'],
  [
    'what a browser would hide is dropped',
    'a<style>b{}</style><!-- c --><script>d</script>e',
    '<p>ae</p>',
  ],
  [
    'folds stay',
    '<details open><summary>a</summary>b</details>',
    '<details open><summary>a</summary>b</details>',
  ],
  [
    'emphasis round blocks goes inside them',
    '<i><p>a</p><ul><li>b</ul></i>',
    '<p><i>a</i></p><ul><li><i>b</i></li></ul>',
  ],
]

for (const [name, html, clean, kind = 'chapter'] of cases) {
  test(`cleaning: ${name}`, () => {
    assert.equal(cleanHtml(html, kind), clean)
    assert.equal(cleanHtml(clean, kind), clean)
  })
}

test('every vector is inert after cleaning, in every kind, and stays as it is', () => {
  assert.ok(xssVectors.length >= 60)
  for (const vector of xssVectors) {
    for (const kind of kinds) {
      const clean = cleanHtml(vector, kind)
      assert.deepEqual(problemsIn(clean, allowedTags(kind)), [], `${kind}: ${vector}`)
      assert.equal(cleanHtml(clean, kind), clean, `${kind}: ${vector}`)
    }
  }
})

test('the inertness check itself sees what is wrong', () => {
  const tags = allowedTags('chapter')
  assert.deepEqual(problemsIn('<p onclick="x">a</p>', tags), ['onclick'])
  assert.deepEqual(problemsIn('<a href="javascript:x">a</a>', tags), ['href javascript:x'])
  assert.ok(problemsIn('<svg></svg>', tags).length > 0)
})

test('hostile markup is cleaned in linear time', () => {
  const hostile = [
    '<b>'.repeat(300_000),
    '<div>'.repeat(150_000),
    '<b><p>'.repeat(60_000),
    `<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}`).join(' ')}>`,
    '<textarea>'.repeat(50_000),
    '<!--'.repeat(100_000),
    '<ul><li>'.repeat(140) + '<p>x'.repeat(50_000),
    '<div style="font-style:italic">'.repeat(90) + '<p>x'.repeat(50_000),
    'x'.repeat(1_000_000),
  ]
  for (const html of hostile) {
    const start = performance.now()
    cleanHtml(html, 'chapter')
    const took = performance.now() - start
    assert.ok(took < 5000, `${html.slice(0, 30)}… took ${Math.round(took)} ms`)
  }
})

test('out of hand nesting keeps text and paragraphs', () => {
  const html = `${'<div>'.repeat(500)}one<p>two`
  assert.equal(cleanHtml(html, 'chapter'), '<p>one</p><p>two</p>')
})

test('a text past all measure is refused', () => {
  assert.throws(() => cleanHtml('x'.repeat(longestInput + 1), 'chapter'), TooLong)
})
