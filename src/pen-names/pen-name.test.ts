import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePenName, penNameKey, penNameLimits } from './pen-name.ts'

const names = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 70 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  .map(parsePenName)
  .filter((parsed) => parsed.kind === 'name')
  .map((parsed) => (parsed.kind === 'name' ? parsed.name : ''))

test('a name that is taken is kept as it is read again, on one line and with something to see', () => {
  fc.assert(
    fc.property(names, (name) => {
      assert.deepEqual(parsePenName(name), { kind: 'name', name })
      assert.doesNotMatch(name, /[\r\n\0\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
      assert.ok(name.isWellFormed() && name.trim() === name && name !== '')
    }),
  )
})

test('each name has a key, which is its own key', () => {
  fc.assert(
    fc.property(names, (name) => {
      const key = penNameKey(name)
      assert.notEqual(key, '')
      assert.equal(penNameKey(key), key)
    }),
  )
})

test('what can’t be seen tells no names apart', () => {
  const unseen = [
    '\u00ad',
    '\u200c',
    '\u200d',
    '\u034f',
    '\u115f',
    '\u1160',
    '\u3164',
    '\uffa0',
    '\u2800',
    '\u180e',
    '\ufe0f',
    ' ',
    '.',
    '-',
    '_',
    '’',
  ]
  const letters = fc.string({
    unit: fc.constantFrom(...'abdeghklmnoprstuvwäéñ'),
    minLength: 2,
    maxLength: 12,
  })
  fc.assert(
    fc.property(letters, fc.constantFrom(...unseen), fc.nat(), (name, sign, at) => {
      const cut = 1 + (at % (name.length - 1))
      const other = `${name.slice(0, cut)}${sign}${name.slice(cut)}`
      assert.equal(penNameKey(other), penNameKey(name), JSON.stringify(other))
      assert.equal(penNameKey(name.toUpperCase()), penNameKey(name))
      assert.equal(penNameKey(name.normalize('NFD')), penNameKey(name))
    }),
  )
})

test('twins of other alphabets and widths are one name; different names are not', () => {
  const twins = [
    [
      'Saltgrass',
      'Ѕаltgrаѕѕ',
      'Ｓａｌｔｇｒａｓｓ',
      '𝕊𝕒𝕝𝕥𝕘𝕣𝕒𝕤𝕤',
      'SALTGRAѕѕ',
      'sa1tgra55',
      'Sáltgrass',
    ],
    ['oxo', 'οχο', 'охо', '0x0', 'ＯＸＯ'],
  ]
  for (const [first = '', ...others] of twins) {
    for (const other of others) assert.equal(penNameKey(other), penNameKey(first), other)
  }
  const apart = [
    'Saltgrass',
    'Salt Glass',
    'Tidewrack',
    '海の人',
    '海の入',
    'عابر',
    '☆☆',
    '★★',
    'Ζωή',
  ]
  assert.equal(new Set(apart.map(penNameKey)).size, apart.length)
})

test('what is no name is told by what is wrong with it', () => {
  const wrong: [string, string][] = [
    ['', 'empty'],
    [' \u3000 ', 'empty'],
    ['\u3164', 'empty'],
    ['\u200d\u200c', 'empty'],
    ['\u0301', 'empty'],
    ['x'.repeat(penNameLimits.name + 1), 'too-long'],
    ['x\u0301'.repeat(100_000), 'too-long'],
    ['a\nb', 'signs'],
    ['a\r\nBcc: b@c', 'signs'],
    ['a\0b', 'signs'],
    ['a\u202eb', 'signs'],
    ['a\u2066b', 'signs'],
    ['a\ud800b', 'signs'],
    ['a\ufeffb', 'signs'],
    ['a\ue000b', 'signs'],
  ]
  for (const [typed, problem] of wrong) {
    assert.deepEqual(
      parsePenName(typed),
      { kind: 'problem', problem },
      JSON.stringify(typed.slice(0, 20)),
    )
  }
  assert.equal(parsePenName('👩‍👩‍👧‍👦'.repeat(penNameLimits.name)).kind, 'name')
})
