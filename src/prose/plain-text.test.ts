import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromInput, fromPlainText, looksLikeHtml, toPlainText } from './plain-text.ts'
import { asStoredProse, type ProseKind } from './prose.ts'
import { excerpt, showProse } from './show.ts'

const long =
  'The keeper climbed the hundred and twelve steps with the oil can in one hand and her temper in the other, and sang.'
const wrapped = `The keeper climbed the hundred and twelve steps with the oil
can in one hand and her temper in the other, and sang a half-
forgotten song about a boat that came home without its rower
and a rower who came home without a boat.

The lamp was out. Nobody had told her, and nobody would have
dared.`

const cases: readonly [string, string, string, ProseKind?][] = [
  ['blank lines part paragraphs, single ends are breaks', 'a\nb\n\nc', '<p>a<br>b</p><p>c</p>'],
  ['two blank lines are a scene break', 'a\n\n\nb', '<p>a</p><hr><p>b</p>'],
  [
    'a usual gap of two is none',
    'a\n\n\nb\n\n\nc\n\n\nd\n\n\n\n\ne',
    '<p>a</p><p>b</p><p>c</p><p>d</p><hr><p>e</p>',
  ],
  ['a line of signs is a scene break', 'a\n***\nb\n\noOo\n\nc', '<p>a</p><hr><p>b</p><hr><p>c</p>'],
  [
    'hard-wrapped lines are joined',
    wrapped,
    '<p>The keeper climbed the hundred and twelve steps with the oil can in one hand and her temper in the other, and sang a half-forgotten song about a boat that came home without its rower and a rower who came home without a boat.</p><p>The lamp was out. Nobody had told her, and nobody would have dared.</p>',
  ],
  ['verse keeps its lines', 'Row on\nthe tide\nis wide', '<p>Row on<br>the tide<br>is wide</p>'],
  [
    'long lines without blank ones are paragraphs',
    `${long}\n${long}\n${long}`,
    `<p>${long}</p><p>${long}</p><p>${long}</p>`,
  ],
  [
    'paired signs are emphasis',
    'It was *out*, and _nobody_ had **rowed**.',
    '<p>It was <em>out</em>, and <em>nobody</em> had <strong>rowed</strong>.</p>',
  ],
  [
    'unpaired signs stay',
    '2 * 3 * 4, snake_case_name, *half',
    '<p>2 * 3 * 4, snake_case_name, *half</p>',
  ],
  [
    'a sign that stands alone spoils no pair',
    'He had *never* seen **so much** rain. He knew 5 * 3 * 2 and 2 ** 3, and _all_ of 4 _ 1.',
    '<p>He had <em>never</em> seen <strong>so much</strong> rain. He knew 5 * 3 * 2 and 2 ** 3, and <em>all</em> of 4 _ 1.</p>',
  ],
  [
    'a sign inside a word spoils no pair',
    'Sh*t, f**k and p***off, he *never* wrote snake_case, _not once_.',
    '<p>Sh*t, f**k and p***off, he <em>never</em> wrote snake_case, <em>not once</em>.</p>',
  ],
  [
    'a sign at a word that may be half of a pair leaves all as they are',
    'He *never saw *so much* rain* * and *half',
    '<p>He *never saw *so much* rain* * and *half</p>',
  ],
  [
    'a pair does not reach over a sign that stands alone',
    'The *five * three* of it',
    '<p>The *five * three* of it</p>',
  ],
  ['what people do in notes stays', '*dodges tomatoes*', '<p>*dodges tomatoes*</p>', 'note'],
  ['signs of markup are text', 'a < b & "c"', '<p>a &lt; b &amp; "c"</p>'],
  ['Windows line ends', 'a\r\n\r\nb', '<p>a</p><p>b</p>'],
  ['nothing', ' \n\n ', ''],
]
for (const [name, text, prose, kind = 'chapter'] of cases) {
  test(`plain text: ${name}`, () => assert.equal(fromPlainText(text, kind), prose))
}

test('HTML is told from text by its tags, not by its signs', () => {
  for (const text of ['<p>a', 'x <BR/> y', '<a href="x">', '<!DOCTYPE html>', 'so <i>much</i>']) {
    assert.equal(looksLikeHtml(text), true, text)
  }
  for (const text of ['I <3 you', 'a < b > c', '<grin> hello', '5 <p', 'A/N <sorry>']) {
    assert.equal(looksLikeHtml(text), false, text)
  }
  assert.equal(fromInput('so <i>much</i>\n\nyes', 'comment'), '<p>so <i>much</i></p><p>yes</p>')
  assert.equal(fromInput('I <3 you', 'comment'), '<p>I &lt;3 you</p>')
})

test('a few tags astray do not part a text that blank lines part', () => {
  const cases: [string, string][] = [
    [
      'One.\n\nTwo with a <br> in it.\n\nThree.',
      '<p>One.</p><p>Two with a<br>in it.</p><p>Three.</p>',
    ],
    ['He wrote <div> here.\n\nYes.', '<p>He wrote &lt;div> here.</p><p>Yes.</p>'],
    ['He <i>wrote</i> <div> & so.\n\nYes.', '<p>He <i>wrote</i> &lt;div> &amp; so.</p><p>Yes.</p>'],
    ['A &lt; b, and a <p> there.\n\nYes.', '<p>A &amp;lt; b, and a &lt;p> there.</p><p>Yes.</p>'],
    [
      'One.\n\nTwo.\n\nThree.\n\n<div>Four.</div>',
      '<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>',
    ],
    ['<p>One.\n\nTwo.</p>\n\n<p>Three.</p>', '<p>One. Two.</p><p>Three.</p>'],
    ['Title\n\n<p>One.</p>\n\n<p>Two.</p>\n\nEnd', '<p>Title</p><p>One.</p><p>Two.</p><p>End</p>'],
    ['One<br>two<br>\nthree', '<p>One<br>two<br>three</p>'],
  ]
  for (const [typed, prose] of cases) assert.equal(fromInput(typed, 'chapter'), prose, typed)
})

test('prose is written as text that people can read', () => {
  const prose = asStoredProse(
    '<h3>One</h3><p>a <em>b</em><br>c</p><hr><ol><li>d</li><li>e</li></ol><p><a href="https://e.example/x" rel="nofollow ugc">f</a> &amp; &lt;3</p><table><tbody><tr><td>g</td><td>h</td></tr></tbody></table>',
  )
  assert.equal(
    toPlainText(prose).trimEnd(),
    'One\n\na *b*\nc\n\n* * *\n\n1. d\n2. e\n\nf (https://e.example/x) & <3\n\ng\th',
  )
})

test('an excerpt is cut at a word', () => {
  const prose = asStoredProse('<p>The <em>lamp</em> went out.</p><p>Nobody rowed.</p>')
  assert.equal(excerpt(prose, 100), 'The lamp went out. Nobody rowed.')
  assert.equal(excerpt(prose, 16), 'The lamp went…')
  assert.equal(excerpt(asStoredProse('<p>灯塔的灯灭了没有人划船</p>'), 5), '灯塔的灯…')
})

test('prose is shown as it is', () => {
  assert.equal(showProse(asStoredProse('<p>a</p>')).markup, '<p>a</p>')
})
