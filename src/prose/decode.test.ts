import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeBytes } from './decode.ts'

const story = 'Ada said: “Don’t row — naïve Zoë…” and lit the lamp again.'
const utf16 = (text: string, swap: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return swap ? bytes.swap16() : bytes
}
/** Reads UTF-8 as Windows-1252 and encodes the result, as careless servers do. */
const twice = (text: string) =>
  Buffer.from(
    [...Buffer.from(text)]
      .map((byte) => decodeBytes(Uint8Array.of(0xff, byte)).text.slice(1))
      .join(''),
  )

const cases: readonly [string, Uint8Array, string, string, boolean][] = [
  ['plain ASCII', Buffer.from('abc'), 'abc', 'utf-8', false],
  ['UTF-8', Buffer.from(story), story, 'utf-8', false],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${story}`), story, 'utf-8', false],
  ['UTF-16 with a mark', utf16(`\ufeff${story}`, false), story, 'utf-16le', false],
  ['UTF-16 the other way round', utf16(`\ufeff${story}`, true), story, 'utf-16be', false],
  ['UTF-16 without a mark', utf16(story, false), story, 'utf-16le', false],
  ['UTF-16 the other way round without a mark', utf16(story, true), story, 'utf-16be', false],
  [
    'Windows-1252',
    Buffer.from('\x93Don\x92t\x94 \x97 \x85 \x80 caf\xe9', 'latin1'),
    '“Don’t” — … € café',
    'windows-1252',
    false,
  ],
  [
    'the holes of Windows-1252',
    Uint8Array.of(0x81, 0x8d, 0xff),
    '\u0081\u008dÿ',
    'windows-1252',
    false,
  ],
  ['UTF-8 encoded twice', twice(story), story, 'utf-8', true],
  ['UTF-8 encoded three times', twice(twice(story).toString()), story, 'utf-8', true],
  ['a lone Ã beside proper quotes', Buffer.from('SÃO ’ Ã£'), 'SÃO ’ Ã£', 'utf-8', false],
  [
    'proper Portuguese',
    Buffer.from('São Ântonio, coração'),
    'São Ântonio, coração',
    'utf-8',
    false,
  ],
  ['nothing', new Uint8Array(), '', 'utf-8', false],
]

for (const [name, bytes, text, encoding, repaired] of cases) {
  test(`${name} is read as it was written`, () => {
    assert.deepEqual(decodeBytes(bytes), { text, encoding, repaired })
  })
}
