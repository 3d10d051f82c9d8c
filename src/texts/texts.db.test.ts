import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packedLength } from '#shared/packed-ids.ts'
import { onBothDatabases } from '../../test/support/databases.ts'
import { stemEntry } from './entry.ts'
import { entryOf, hits, idOf, numbersOf, put } from './index.fixture.ts'
import { textsOver } from './texts.ts'

onBothDatabases('texts', ({ open, freshPlace }) => {
  const fresh = async () => textsOver(await (await open()).texts())

  test('every word of a query is in what is found, wherever it stands', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { title: 'The keeper', text: 'A lamp burned all night.' }),
      entryOf(2, { title: 'The ferry', summary: 'A lamp on the water.' }),
      entryOf(3, { tag: ['Lighthouses', 'Weather'], note: 'For the keeper of the lamps.' }),
    ])
    assert.deepEqual(await hits(texts, 'lamp'), [1, 2, 3])
    assert.deepEqual(await hits(texts, 'lamp keeper'), [1, 3])
    assert.deepEqual(await hits(texts, 'lamp keeper night'), [1])
    assert.deepEqual(await hits(texts, 'lamp unicorn'), [])
    await texts.close()
  })

  test('a phrase is words in a row, in one field and one tag or note', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { text: 'The old harbour wall stood.' }),
      entryOf(2, { text: 'The wall of the old harbour.' }),
      entryOf(3, { tag: ['Old harbour', 'Wall climbing'] }),
      entryOf(4, { title: 'Old', summary: 'Harbour' }),
    ])
    assert.deepEqual(await hits(texts, '"old harbour"'), [1, 2, 3])
    assert.deepEqual(await hits(texts, '"old harbour wall"'), [1])
    assert.deepEqual(await hits(texts, 'old-harbour'), [1, 2, 3])
    assert.deepEqual(await hits(texts, '"the old"'), [1, 2])
    await texts.close()
  })

  test('a work is found once, however often and wherever it says what is looked for', async () => {
    const texts = await fresh()
    const text = 'The long tide turned. '.repeat(4000)
    await put(texts, [entryOf(1, { title: 'Long tide', summary: 'A long tide', text })])
    for (const query of ['tide', '"long tide"', 'text:tide', 'text:"long tide"', 'long OR tide']) {
      const { ids } = await texts.find(query, { most: 10 })
      assert.equal(ids.length, packedLength, query)
    }
    await texts.close()
  })

  test('what is excluded is in nothing found, word or phrase', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { title: 'Dragon', text: 'a slow dragon burns' }),
      entryOf(2, { title: 'Dragon', text: 'a slow burn' }),
      entryOf(3, { title: 'Dragon', text: 'a burn that is slow', tag: ['Knights'] }),
    ])
    assert.deepEqual(await hits(texts, 'dragon -knights'), [1, 2])
    assert.deepEqual(await hits(texts, 'dragon -"slow burn"'), [1, 3])
    assert.deepEqual(await hits(texts, 'dragon -tag:slow'), [1, 2, 3])
    assert.deepEqual(await hits(texts, '-dragon'), [])
    await texts.close()
  })

  test('OR finds either, and stands between its neighbours alone', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { text: 'tea and toast' }),
      entryOf(2, { text: 'coffee and toast' }),
      entryOf(3, { text: 'coffee and cake, thick cream' }),
    ])
    assert.deepEqual(await hits(texts, 'tea OR coffee toast'), [1, 2])
    assert.deepEqual(await hits(texts, 'tea OR "thick cream"'), [1, 3])
    assert.deepEqual(await hits(texts, 'tea OR cream OR nothing'), [1, 3])
    assert.deepEqual(await hits(texts, 'tea or toast'), [])
    await texts.close()
  })

  test('a field is looked for in that field alone', async () => {
    const texts = await fresh()
    const word = 'marigold'
    await put(texts, [
      entryOf(1, { title: word }),
      entryOf(2, { by: word }),
      entryOf(3, { tag: word }),
      entryOf(4, { summary: word }),
      entryOf(5, { note: word }),
      entryOf(6, { text: `one ${word} more` }),
    ])
    for (const [at, name] of ['title', 'by', 'tag', 'summary', 'note', 'text'].entries()) {
      assert.deepEqual(await hits(texts, `${name}:${word}`), [at + 1], name)
      assert.deepEqual(await hits(texts, `${word} -${name}:${word}`).then((all) => all.length), 5)
    }
    assert.deepEqual(await hits(texts, `title:${word} OR text:"one marigold"`), [1, 6])
    assert.deepEqual(await hits(texts, `title:"one marigold"`), [])
    await texts.close()
  })

  test('accents, case and ligatures make no difference, on either side', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { text: 'A naïve Ærling in the CAFÉ, ﬁnally' }),
      entryOf(2, { text: 'a naive aerling in the cafe, finally' }),
    ])
    for (const typed of ['naïve', 'NAIVE', 'café', 'cafe', 'ærling', 'finally', 'nai\u0308ve']) {
      assert.deepEqual(await hits(texts, typed), [1, 2], typed)
    }
    await texts.close()
  })

  test('words are found in their other forms, by the language of the work', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { text: 'She was running between lighthouses.' }, 'en'),
      entryOf(2, { text: 'Die Häuser am Hafen gehörten den Kindern.' }, 'de'),
      entryOf(3, { text: 'Elle chantait, et les bateaux étaient aimés.' }, 'fr-CA'),
      entryOf(4, { text: 'Running lighthouses' }, 'tlh'),
    ])
    assert.deepEqual(await hits(texts, 'runs lighthouse'), [1])
    assert.deepEqual(await hits(texts, 'Haus'), [2])
    assert.deepEqual(await hits(texts, 'Kind Hauses'), [2])
    assert.deepEqual(await hits(texts, 'chanter bateau'), [3])
    assert.deepEqual(await hits(texts, 'aimées'), [3])
    assert.deepEqual(await hits(texts, 'aimees'), [3])
    assert.deepEqual(await hits(texts, '"running lighthouses"'), [4])
    assert.deepEqual(await hits(texts, '"between lighthouse"'), [1])
    await texts.close()
  })

  test('scripts without spaces are found by the characters in a row', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { title: '東京タワー', text: '灯台の話です。' }, 'ja'),
      entryOf(2, { text: '京東の灯り' }, 'zh'),
      entryOf(3, { text: '등대지기의 이야기' }, 'ko'),
    ])
    assert.deepEqual(await hits(texts, '東京'), [1])
    assert.deepEqual(await hits(texts, '灯台'), [1])
    assert.deepEqual(await hits(texts, '灯'), [1, 2])
    assert.deepEqual(await hits(texts, 'title:タワー'), [1])
    assert.deepEqual(await hits(texts, '이야기'), [3])
    await texts.close()
  })

  test('right-to-left scripts are found with and without their points', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { text: 'שָׁלוֹם עוֹלָם' }, 'he'),
      entryOf(2, { text: 'قرأتُ الكتابَ' }, 'ar'),
    ])
    assert.deepEqual(await hits(texts, 'שלום'), [1])
    assert.deepEqual(await hits(texts, 'עוֹלָם'), [1])
    assert.deepEqual(await hits(texts, 'كتاب'), [2])
    await texts.close()
  })

  test('a work that changed is found by its new words alone, one that is gone by none', async () => {
    const texts = await fresh()
    await put(texts, [
      entryOf(1, { title: 'Old title', text: 'wind and rain' }),
      entryOf(2, { title: 'Another', text: 'wind and snow' }),
    ])
    await put(texts, [entryOf(1, { title: 'New title', text: 'wind and sun' })], [2])
    assert.deepEqual(await hits(texts, 'wind'), [1])
    assert.deepEqual(await hits(texts, 'rain'), [])
    assert.deepEqual(await hits(texts, 'old'), [])
    assert.deepEqual(await hits(texts, 'sun title:new'), [1])
    await put(texts, [entryOf(2, { text: 'wind again' })])
    assert.deepEqual(await hits(texts, 'wind'), [1, 2])
    await texts.close()
  })

  test('title, names, tags and summary weigh far above the text', async () => {
    const texts = await fresh()
    const filler = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ')
    await put(texts, [
      entryOf(1, { text: `lantern lantern lantern ${filler} lantern` }),
      entryOf(2, { title: 'Lantern', text: filler }),
      entryOf(3, { tag: ['Lantern'], text: filler }),
      entryOf(4, { summary: 'lantern', text: filler }),
    ])
    const found = numbersOf(await texts.find('lantern', { most: 10 }))
    const score = (number: number) => found.find((one) => one.number === number)?.score ?? -1
    for (const above of [2, 3, 4]) assert.ok(score(above) > score(1), `${above} is above the text`)
    assert.ok(score(2) > score(4))
    assert.ok(score(1) > 0)
    await texts.close()
  })

  test('more works than asked for are cut, and the answer says so', async () => {
    const texts = await fresh()
    await put(
      texts,
      Array.from({ length: 30 }, (_, at) => entryOf(at + 1, { text: 'the same everywhere' })),
    )
    const some = await texts.find('same', { most: 20 })
    assert.equal(some.scores.length, 20)
    assert.equal(some.ids.length, 200)
    assert.equal(some.exact.hits, false)
    const all = await texts.find('same', { most: 30 })
    assert.equal(all.scores.length, 30)
    assert.equal(all.exact.hits, true)
    await texts.close()
  })

  test('a work of 300,000 words is found by its last word, a phrase, and every 100th', async () => {
    const texts = await fresh()
    const words = Array.from({ length: 300_000 }, (_, at) =>
      at % 2 === 0 ? 'the' : at % 3 === 0 ? `name${Math.floor(at / 100)}x` : 'wave',
    )
    words.push('the', 'very', 'end')
    await put(texts, [entryOf(1, { text: words.join(' ') }), entryOf(2, { text: 'the very wave' })])
    assert.deepEqual(await hits(texts, 'end'), [1])
    assert.deepEqual(await hits(texts, '"the very end"'), [1])
    assert.deepEqual(await hits(texts, 'name0x name1500x name2999x'), [1])
    assert.deepEqual(await hits(texts, 'the wave -name7x'), [2])
    for (let at = 3; at < 300_000; at += 29_994) {
      const [one = '', two = '', three = ''] = words.slice(at, at + 3)
      assert.deepEqual(await hits(texts, `"${one} ${two} ${three}"`), [1], `at ${at}`)
    }
    await put(texts, [entryOf(1, { text: 'short now' })])
    assert.deepEqual(await hits(texts, 'end'), [])
    await texts.close()
  })

  test('a word that stands 400,000 times in a row, and a million different ones', async () => {
    const texts = await fresh()
    const different = Array.from({ length: 200_000 }, (_, at) => `w${at.toString(36)}q`)
    await put(texts, [
      entryOf(1, { text: `${'ha '.repeat(400_000)} ho` }),
      entryOf(2, { text: different.join(' ') }),
    ])
    assert.deepEqual(await hits(texts, '"ha ha ho"'), [1])
    assert.deepEqual(await hits(texts, `${different[0]} ${different[199_999]}`), [2])
    assert.deepEqual(await hits(texts, `"${different[99_998]} ${different[99_999]}"`), [2])
    assert.deepEqual(await hits(texts, `${different[0]} -${different[199_999]}`), [])
    await texts.close()
  })

  test('what is indexed, and how far, is there when it is opened again', async () => {
    const place = await freshPlace()
    const first = await open(place)
    const texts = textsOver(await first.texts())
    assert.equal(await texts.position(), null)
    await put(texts, [entryOf(1, { text: 'remember me' })])
    assert.equal(await texts.position(), '1')
    await texts.close()
    await first.close()
    const again = textsOver(await (await open(place)).texts())
    assert.equal(await again.position(), '1')
    assert.deepEqual(await hits(again, 'remember'), [1])
    await again.close()
  })

  test('of two that index from the same position, one does and the other is told', async () => {
    const place = await freshPlace()
    const [one, other] = [await open(place), await open(place)]
    const [left, right] = [textsOver(await one.texts()), textsOver(await other.texts())]
    await put(left, [entryOf(1, { text: 'begin' })])
    const change = (text: string, number: number) => ({
      from: '1',
      to: '2',
      put: [stemEntry(entryOf(1, { text })), stemEntry(entryOf(number, { text }))],
      gone: [],
      round: 1,
    })
    const done = await Promise.all([
      left.change(change('left', 2)),
      right.change(change('right', 3)),
    ])
    assert.deepEqual(done.toSorted(), [false, true])
    const winner = done[0] ? 'left' : 'right'
    for (const texts of [left, right]) {
      assert.deepEqual(await hits(texts, 'left OR right'), done[0] ? [1, 2] : [1, 3])
      assert.deepEqual(await hits(texts, winner), done[0] ? [1, 2] : [1, 3])
      assert.deepEqual(await hits(texts, 'begin'), [])
      await texts.close()
    }
  })

  test('works of an earlier round go when a round ends', async () => {
    const texts = await fresh()
    await put(texts, [entryOf(1, { text: 'wind' }), entryOf(2, { text: 'wind' })])
    const [put2] = [stemEntry(entryOf(2, { text: 'wind' }))]
    const done = await texts.change({
      from: '1',
      to: '2',
      put: [put2],
      gone: [idOf(77)],
      round: 2,
      endRound: true,
    })
    assert.equal(done, true)
    assert.deepEqual(await hits(texts, 'wind'), [2])
    await texts.close()
  })

  test('no query is an error, whatever is typed', async () => {
    const texts = await fresh()
    await put(texts, [entryOf(1, { text: "it's quoted \\ * NEAR AND NOT" })])
    for (const typed of [
      '',
      '"',
      "'",
      '\\',
      '*',
      '(a',
      'a)',
      'NEAR(a b)',
      'a AND NOT b',
      ':*',
      'a:b',
      '^a',
      '{title}: a',
      'a & b | !c <-> d',
      '\0',
      "it's",
      '\u{e000}',
      'x'.repeat(5000),
      '-"',
    ]) {
      await texts.find(typed, { most: 10 })
    }
    assert.deepEqual(await hits(texts, "it's"), [1])
    assert.deepEqual(await hits(texts, 'NEAR NOT'), [1])
    await texts.close()
  })
})
