import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asked, makeSuggestions, type SuggestEntry } from './suggest-index.ts'

const anything: Asked = { typed: '', kinds: [], fandoms: [], viewer: 'account', most: 10 }

/** A tag with its name for an id; used ten times unless said. */
const tag = (name: string, more: Partial<SuggestEntry> = {}): SuggestEntry => ({
  id: name,
  kind: 'character',
  name,
  root: name,
  uses: 10,
  usesForStrangers: 10,
  fandoms: [],
  ...more,
})
const suggestionsOf = (...tags: readonly (string | SuggestEntry)[]) =>
  makeSuggestions(tags.map((one) => (typeof one === 'string' ? tag(one) : one)))

function typed(
  suggestions: ReturnType<typeof makeSuggestions>,
  text: string,
  more: Partial<Asked> = {},
): string[] {
  return suggestions.find({ ...anything, typed: text, ...more }).map(({ id }) => id)
}

const found: readonly [name: string, typings: readonly string[]][] = [
  ['Émile Zoë Brontë', ['emile', 'ÉMILE', 'zoe br', 'bronte em', 'E\u0301mile']],
  ['Straße im Øresund', ['strasse', 'STRASSE', 'oresund', 'straße']],
  ['Ёжик в тумане', ['ежик', 'ЁЖИК', 'туман', 'тума еж']],
  ['Ὀδυσσεύς', ['οδυσσευς', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευσ']],
  ['銀河鉄道の夜', ['銀河', '鉄道', '夜', '道の', '鉄道 銀河']],
  ['ガラスのランプ守り', ['ガ', 'ｶﾞﾗｽ', 'ランプ', '守り ガラス']],
  ['魔女Witch', ['魔女', 'witch', '女', '魔女w']],
  ['한밤의 등대', ['한밤', '등대', '하', '등대 한']],
  ['مَنَارَةُ البَحْر', ['منارة', 'البحر', 'البحر منا']],
  ['महल की रानी', ['महल', 'रानी']],
  ['Mara Vey/Tamsin Oake', ['tamsin', 'oake/mara', 'vey & oake', 'mara vey/tam', 'MARA VEY / T']],
  ["L'Étrangère O’Dell", ['etrangere', 'letr', "l'étr", 'odell', 'o’d', 'dell']],
  ['S.H.I.P. of Fools', ['ship', 's.h.i.p', 'fools ship']],
  ['???', ['?', '???', ' ?? ']],
  ['🏮 ', ['🏮']],
]
for (const [name, typings] of found) {
  test(`${JSON.stringify(name)} is found by the beginnings of its words`, () => {
    const suggestions = suggestionsOf(name, 'Other', 'Другой', '別', 'آخر')
    for (const text of typings) assert.deepEqual(typed(suggestions, text), [name], text)
  })
}

test('what stands within a word is no beginning, but within Han and kana each character is one', () => {
  const suggestions = suggestionsOf('Lantern', '灯台守')
  assert.deepEqual(typed(suggestions, 'tern'), [])
  assert.deepEqual(typed(suggestions, '台'), ['灯台守'])
  assert.deepEqual(typed(suggestions, '守台'), [])
})

test('ga is not ka, though a word that goes on so is found on the way to it', () => {
  const suggestions = suggestionsOf('ガス', 'カス')
  assert.deepEqual(typed(suggestions, 'ガ'), ['ガス'])
  assert.deepEqual(typed(suggestions, 'カス'), ['カス'])
})

test('the very name comes first, then names that begin so, then chosen fandoms, then use, then the name', () => {
  const suggestions = suggestionsOf(
    tag('Bell', { uses: 1 }),
    tag('Bell Tower', { uses: 2 }),
    tag('Old Bell', { uses: 90 }),
    tag('Cracked Bell', { uses: 5, fandoms: ['Lamps'] }),
    tag('A Bell', { uses: 90 }),
    tag('Bellows', { uses: 3 }),
  )
  const order = ['Bell', 'Bellows', 'Bell Tower', 'Cracked Bell', 'A Bell', 'Old Bell']
  assert.deepEqual(typed(suggestions, 'bell', { fandoms: ['Lamps'] }), order)
  assert.deepEqual(typed(suggestions, 'bell', { fandoms: ['Lamps'], most: 3 }), order.slice(0, 3))
})

test('of a tag and its synonyms one is given: the spelling that fits best, with what it leads to', () => {
  const suggestions = suggestionsOf(
    'Tamsin Oake',
    tag('Tam of the Lamps', { root: 'Tamsin Oake' }),
    tag('Lampkeeper', { root: 'Tamsin Oake' }),
  )
  const find = (text: string) => suggestions.find({ ...anything, typed: text })
  assert.deepEqual(find('lamp'), [{ id: 'Lampkeeper', root: 'Tamsin Oake' }])
  assert.deepEqual(find('lamps tam'), [{ id: 'Tam of the Lamps', root: 'Tamsin Oake' }])
  assert.deepEqual(
    find('tam'),
    [{ id: 'Tamsin Oake', root: 'Tamsin Oake' }],
    'itself before others',
  )
})

test('typing errors are forgiven in words of four letters, when there is too little without', () => {
  const suggestions = suggestionsOf('Lantern Bay', 'Lavender', 'Маяки', 'Oak')
  for (const text of [
    'lanern',
    'lanttern',
    'lamtern',
    'latnern',
    'alntern',
    'llantern',
    'antern b',
  ]) {
    assert.deepEqual(typed(suggestions, text), ['Lantern Bay'], text)
  }
  assert.deepEqual(typed(suggestions, 'маики'), ['Маяки'])
  assert.deepEqual(typed(suggestions, 'aok'), [], 'three letters')
  assert.deepEqual(typed(suggestions, 'latnren'), [], 'two errors')
  assert.deepEqual(typed(suggestionsOf('Lantern', 'Lantena'), 'lante', { most: 2 }).length, 2)
  assert.deepEqual(typed(suggestionsOf('Lantern', 'Lastern'), 'lant', { most: 1 }), ['Lantern'])
  assert.deepEqual(typed(suggestionsOf('Lantern', 'Lastern'), 'lant'), ['Lantern', 'Lastern'])
})

test('strangers are suggested by what strangers may read, in order and at all', () => {
  const suggestions = suggestionsOf(
    tag('Lamp A', { uses: 50, usesForStrangers: 1 }),
    tag('Lamp B', { uses: 9, usesForStrangers: 9 }),
    tag('Lamp C', { uses: 99, usesForStrangers: 0 }),
    tag('Lamp D', { uses: 0, usesForStrangers: 0 }),
  )
  assert.deepEqual(typed(suggestions, 'lamp'), ['Lamp C', 'Lamp A', 'Lamp B'])
  assert.deepEqual(typed(suggestions, 'lamp', { viewer: 'stranger' }), ['Lamp B', 'Lamp A'])
  assert.deepEqual(typed(suggestions, 'lmap', { viewer: 'stranger' }), ['Lamp B', 'Lamp A'])
})

test('only the kinds asked for are given', () => {
  const suggestions = suggestionsOf(tag('Lamp', { kind: 'fandom' }), 'Lamps')
  assert.deepEqual(typed(suggestions, 'lamp', { kinds: ['fandom'] }), ['Lamp'])
  assert.deepEqual(typed(suggestions, 'lamp', { kinds: ['relationship', 'additional'] }), [])
})

test('nothing typed gives the most used', () => {
  const suggestions = suggestionsOf('Oak', tag('Elm', { uses: 99 }))
  assert.deepEqual(typed(suggestions, '  '), ['Elm', 'Oak'])
})

test('a tag that is new, renamed, merged or gone is so at once, and still when many have changed', () => {
  for (const others of [0, 1000]) {
    const suggestions = suggestionsOf('Oak', 'Elm', 'Ash')
    const many = Array.from({ length: others }, (_, at) => tag(`Other ${at}`))
    const changes = [tag('Rowan'), { ...tag('Oak'), name: 'Holm Oak' }, tag('Elm', { root: 'Oak' })]
    suggestions.apply([...changes, ...many], ['Ash'])
    assert.equal(suggestions.size, 3 + others)
    assert.deepEqual(typed(suggestions, 'row'), ['Rowan'])
    assert.deepEqual(typed(suggestions, 'holm'), ['Oak'])
    assert.deepEqual(suggestions.find({ ...anything, typed: 'elm' }), [{ id: 'Elm', root: 'Oak' }])
    assert.deepEqual(typed(suggestions, 'ash'), [])
    suggestions.apply([tag('Ash'), { ...tag('Rowan'), name: 'Mountain Ash' }], ['Elm'])
    assert.deepEqual(typed(suggestions, 'ash'), ['Ash', 'Rowan'])
    assert.deepEqual(typed(suggestions, 'rowan'), [])
    assert.deepEqual(typed(suggestions, 'elm'), [])
  }
})

test('nobody can type what takes long', () => {
  const random = (at: number) => ((at * 2654435761) >>> 0) % 26 ** 4
  const letters = (value: number) => value.toString(26).padStart(4, '0')
  const names = Array.from({ length: 40_000 }, (_, at) => {
    const words = [at, at + 7, at * 3].map((each) => letters(random(each)))
    return tag(`A ${words.join(' ')}`, { id: `${at}`, root: `${at}`, uses: 1, usesForStrangers: 1 })
  })
  const suggestions = makeSuggestions([...names, tag('a'.repeat(9000)), tag('魔'.repeat(9000))])
  const hostile = [
    'a',
    'a'.repeat(10_000),
    'a '.repeat(5000),
    Array.from({ length: 2500 }, (_, at) => letters(at)).join(' '),
    '魔'.repeat(10_000),
    '\ufdfa'.repeat(10_000),
    'e' + '\u0301'.repeat(10_000),
    '\ud800'.repeat(10_000),
    "l'".repeat(5000),
    '.a'.repeat(5000),
    '/&'.repeat(5000),
    '\u0000\u001f\u0001',
    'aaaa aaab aaac aaad aaae aaaf aaag aaah',
  ]
  for (const text of hostile) {
    const begun = performance.now()
    typed(suggestions, text, { most: 1_000_000, fandoms: Array(5000).fill('x') })
    const taken = performance.now() - begun
    assert.ok(taken < 500, `${text.slice(0, 20)} took ${taken} ms`)
  }
})
