import { cleanHtml } from '#prose/clean.ts'
import { emptyProse } from '#prose/prose.ts'
import type { ChapterId, PenNameId, TagId, WorkId } from '#shared/ids.ts'
import type { Chapter, FrontMatter } from '#works/work.ts'
import type { FilePicture, WorkFile } from './work-file.ts'

const counts = { mild: 0, strong: 0, slurs: 0, covered: true }
const at = '2026-02-03T04:05:06.789Z'

/** A work to make files of: chapters are HTML as an author might paste it. */
export function workOf(
  bodies: readonly string[],
  more: Partial<FrontMatter> = {},
  pictures: ReadonlyMap<string, FilePicture> = new Map(),
): WorkFile {
  const front: FrontMatter = {
    id: 'w1' as WorkId,
    title: 'The Lamp',
    byline: [{ id: 'p1' as PenNameId, name: 'Saltgrass' }],
    summary: cleanHtml('<p>A lamp & its keeper.</p>', 'summary'),
    noteBefore: emptyProse,
    noteAfter: cleanHtml('<p>Thank you.</p>', 'note'),
    disclaimer: cleanHtml('<p>Not mine.</p>', 'note'),
    rating: { code: 'T', name: 'Teen', leastAge: 13, sentence: 'For 13 and over.' },
    ratingSource: null,
    warningAnswer: 'none-apply',
    warnings: [],
    tags: [{ id: 't1' as TagId, kind: 'fandom', name: 'Harbour <Lights> & "Co"' }],
    categories: [],
    language: 'en',
    status: 'complete',
    words: 5,
    chapters: bodies.length,
    plannedChapters: null,
    advisory: counts,
    commentsFrom: 'everyone' as FrontMatter['commentsFrom'],
    commentsHeld: false,
    countsShown: true,
    accountsOnly: false,
    publishedAt: at,
    updatedAt: at,
    ...more,
  }
  const chapters = bodies.map((body, index): Chapter => ({
    id: `c${index + 1}` as ChapterId,
    number: index + 1,
    title: index % 2 ? `Out <${index}> & "back"` : '',
    words: 5,
    publishedAt: at,
    advisory: counts,
    workId: front.id,
    noteBefore: index === 1 ? cleanHtml('<p>Mind the step.</p>', 'note') : emptyProse,
    noteAfter: emptyProse,
    body: cleanHtml(body, 'chapter'),
  }))
  return { front, chapters, address: 'https://lamp.test/works/w1', pictures }
}

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pictured = new Map([['/images/abc', { mediaType: 'image/png', bytes: dot }]])

const long = `<p>${'The lamp went out and the keeper lit it again. '.repeat(1000)}</p>`

const bodies: readonly string[] = [
  '',
  'a',
  '<p>👩‍👧 🏴‍☠️ 😀</p>',
  '<p dir="rtl" lang="ar">مرحبا</p>',
  '<ruby>漢<rt>kan</rt></ruby>',
  '<ruby>漢</ruby>',
  '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>',
  '<table><caption>a</caption><thead><tr><th>a<th>b</thead><tr><td colspan=2>c</table>',
  '<table></table>b',
  '<table><tr></tr></table>b',
  '<p><img src="/images/gone" alt="A <lost> &quot;lamp&quot;"></p>',
  '<p><img src="https://e.test/x.png" alt="far"></p>',
  '<details><summary>x</summary>b</details>',
  '<details open><summary>x</summary><p>b</p></details>',
  '<details>no summary</details>',
  '<dl><dt>a<dd>b<dt>c</dl>',
  '<dl><dd>b</dl>',
  '<figure><figcaption>only words</figcaption></figure>',
  '<figure>words<figcaption>below</figcaption></figure>',
  '<ul><li>a<ol><li>b</ol></ul>',
  '<pre>a\n  b &lt;c&gt;</pre>',
  '<blockquote><p>a</p></blockquote><hr><h3>b</h3><h6>c</h6>',
  '<p class="align-center">a</p><p align=right>b</p>',
  '<p><a href="https://e.test/a?b=1&c=2">a</a> <a href="mailto:x@e.test">m</a></p>',
  '<p><a href="https://e.test/ü/%zz?q=[1]|2">odd</a></p>',
  '<p><u>a</u><s>b</s><small>c</small><mark>d</mark><q>e</q><kbd>f</kbd><dfn>g</dfn><bdo dir=rtl>h</bdo><bdi>i</bdi><abbr title="j">j</abbr></p>',
  '<p><del>a</del><ins>b</ins><sub>c</sub><sup>d</sup><var>e</var><samp>f</samp></p>',
  '<p>]]&gt; &lt;!-- --&gt; &amp;amp; &amp;nbsp;</p>',
  '<p>a\u0001b\u000bc\ufffed\ud800e</p>',
  '<script>alert(1)</script><p onclick="x()">a</p><svg onload=x></svg>',
  '<p lang="zh-Hant">字</p><p>&nbsp;</p><p><br></p>',
  '<ol start=5 reversed><li value=3>a</ol>',
]

/** Works of every odd shape that a file is to be made of, by what is odd about them. */
export const oddWorks: readonly (readonly [string, WorkFile])[] = [
  ...bodies.map((body, index) => [`body ${index}`, workOf([body])] as const),
  ['no chapters', workOf([])],
  ['300 chapters', workOf(Array.from({ length: 300 }, (_, index) => `<p>${index}</p>`))],
  ['a million words', workOf(Array.from({ length: 112 }, () => long))],
  ['signs in the title', workOf(['a'], { title: '<&"\'> ]]>' })],
  ['no title', workOf(['a'], { title: '' })],
  ['a long title', workOf(['a'], { title: 'Lighthouse '.repeat(23) })],
  ['one long word', workOf(['a'], { title: 'x'.repeat(255) })],
  ['emoji title', workOf(['a'], { title: '🏴‍☠️👩‍👧' })],
  ['Arabic', workOf(['<p>مرحبا</p>'], { language: 'ar', title: 'مرحبا' })],
  ['Hebrew', workOf(['<p>שלום</p>', '<p>שלום</p>'], { language: 'he' })],
  ['Japanese', workOf(['<p>灯台</p>'], { language: 'ja' })],
  ['script and region', workOf(['a'], { language: 'zh-Hant-TW' })],
  ['no names', workOf(['a'], { byline: [] })],
  [
    'two names',
    workOf(['a'], { byline: ['A & B', '<C>'].map((name) => ({ id: name as PenNameId, name })) }),
  ],
  ['a draft', workOf(['a'], { publishedAt: null })],
  [
    'before 1980',
    workOf(['a'], {
      publishedAt: '1969-12-31T00:00:00.000Z',
      updatedAt: '1969-12-31T00:00:00.000Z',
    }),
  ],
  ['notes alone', workOf([''], { noteBefore: cleanHtml('<ul><li>a</ul>', 'note') })],
  ['no summary', workOf(['a'], { summary: emptyProse, disclaimer: emptyProse })],
  ['a picture', workOf(['<p><img src="/images/abc" alt="A lamp"></p>'], {}, pictured)],
  ['a picture without words', workOf(['<figure><img src="/images/abc"></figure>'], {}, pictured)],
  ['chosen not to warn', workOf(['a'], { warningAnswer: 'choose-not-to' })],
]
