import assert from 'node:assert/strict'
import { hour } from '#shared/clock.ts'
import { recordChange } from '#storage/changes.ts'
import type { TagId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp, type TestHouse } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'

const story = (title: string, rating: string, fandom: string, more = '') =>
  `Title: ${title}\nRating: ${rating}\nWarnings: None\nFandom: ${fandom}\n${more}Summary: Of a day.\n\nIt was noon, and the bell rang.\n`

async function shelve(house: TestHouse) {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  const post = async (...of: Parameters<typeof story>) => {
    house.advance(hour)
    return postText(house, person, story(...of))
  }
  const works = {
    bells: await post('Bells', 'G', 'Harbour Lights', 'Characters: Ada, Bo\n'),
    tides: await post('Tides', 'M', 'Harbour Lights', 'Characters: Ada\n'),
    rooks: await post('Rooks', 'G', 'The Tower', 'Characters: Cy\n'),
  }
  return { author, person, works }
}
const titles = (text: string) =>
  [...text.matchAll(/work-item__title"[^>]*><a[^>]*>([^<]+)</g)]
    .map(([, title]) => title)
    .toSorted()

async function tagOf(house: TestHouse, name: string): Promise<TagId> {
  const { id } = await house.db
    .selectFrom('tag')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return id
}

onBothHouses(
  'a click beside the works includes or leaves out, and is taken back by another',
  async (house) => {
    await shelve(house)
    const reader = house.visitor()
    const all = await reader.get(urls.works())
    assert.match(all.text, /3 works/)
    assert.deepEqual(titles(all.text), ['Bells', 'Rooks', 'Tides'])
    const ada = await tagOf(house, 'Ada')
    const row = new RegExp(`href="([^"]*character=${ada}[^"]*)">Ada</a> <span[^>]*>2<`).exec(
      all.text,
    )
    assert.ok(row, 'Ada stands beside the works with her count')
    const withAda = await reader.get(String(row[1]).replaceAll('&amp;', '&'))
    assert.deepEqual(titles(withAda.text), ['Bells', 'Tides'])
    assert.match(withAda.text, /Take away Ada/)
    const out = new RegExp(
      `href="([^"]*)">not<span class="visually-hidden" dir="auto"> Mature<`,
    ).exec(withAda.text)
    const gentle = await reader.get(String(out?.[1]).replaceAll('&amp;', '&'))
    assert.deepEqual(titles(gentle.text), ['Bells'])
    assert.match(gentle.path, /character=.*&-rating=M/)
    const away = /href="([^"]*)" aria-label="Take away Ada"/.exec(gentle.text)
    const rest = await reader.get(String(away?.[1]).replaceAll('&amp;', '&'))
    assert.deepEqual(titles(rest.text), ['Bells', 'Rooks'])
  },
)

onBothHouses(
  'names that are typed are found, and lead to the address that says them',
  async (house) => {
    await shelve(house)
    const reader = house.visitor()
    const page = await reader.get(urls.works())
    assert.match(page.text, /name="-additional-name"/)
    const sent = await reader.get(
      `${urls.works()}?sort=title&character-name=ada&-fandom-name=&words-from=1&words-to=&crossover=any`,
    )
    assert.equal(sent.status, 303)
    const ada = await tagOf(house, 'Ada')
    assert.equal(sent.location, `/works?character=${ada}&words=1-&sort=title`)
    assert.deepEqual(titles((await sent.follow()).text), ['Bells', 'Tides'])
    const wrong = await reader.get(`${urls.works()}?character-name=Nobody+%3Cb%3E`)
    assert.equal(wrong.status, 200)
    assert.match(wrong.text, /Nothing here is called “Nobody &lt;b&gt;”/)
    assert.match(wrong.text, /value="Nobody &lt;b&gt;"/)
    const odd = await reader.get(`${urls.works()}?colour=red&words=many`)
    assert.match(odd.text, /left out: colour, words/)
  },
)

onBothHouses(
  'families of tags hold at once, and a draft, a hidden work or a locked one is told in no way',
  async (house) => {
    const { author, person, works } = await shelve(house)
    const reader = house.visitor()
    const [harbour, tower] = [await tagOf(house, 'Harbour Lights'), await tagOf(house, 'The Tower')]
    assert.deepEqual(titles((await reader.get(urls.works({ fandom: tower }))).text), ['Rooks'])
    await house.write(async (tx) => {
      await tx.updateTable('tag').set({ canonical: 1 }).where('id', '=', harbour).execute()
      await tx.updateTable('tag').set({ canonical_id: harbour }).where('id', '=', tower).execute()
      for (const tag of [harbour, tower])
        await recordChange(tx, house.clock, { kind: 'tag-wrangled', tag })
    })
    const merged = await reader.get(urls.works({ fandom: tower }))
    assert.deepEqual(titles(merged.text), ['Bells', 'Rooks', 'Tides'])
    await postText(house, person, story('Kept', 'G', 'Unseen Fandom'), { publish: false })
    const unseen = await tagOf(house, 'Unseen Fandom')
    const nothing = await reader.get(urls.works({ fandom: unseen }))
    assert.doesNotMatch(nothing.text, /Unseen Fandom/)
    await house.write(async (tx) => {
      await tx.updateTable('work').set({ accounts_only: 1 }).where('id', '=', works.rooks).execute()
      await recordChange(tx, house.clock, { kind: 'work-edited', work: works.rooks })
    })
    const stranger = await reader.get(urls.works())
    assert.match(stranger.text, /2 works/)
    assert.doesNotMatch(stranger.text, /Rooks|>Cy</)
    const cy = await tagOf(house, 'Cy')
    assert.doesNotMatch((await reader.get(`/works?character=${cy}`)).text, />Cy</)
    assert.match((await author.get(`/works?character=${cy}`)).text, /Rooks/)
  },
)

onBothHouses(
  'the feed of a filter holds what it finds, and is the same for everybody',
  async (house) => {
    const { author } = await shelve(house)
    const ada = await tagOf(house, 'Ada')
    const page = await house.visitor().get(`/works?character=${ada}`)
    assert.match(
      page.text,
      new RegExp(`type="application/atom\\+xml"[^>]*href="/feed.atom\\?character=${ada}"`),
    )
    const feed = await house.visitor().get(`/feed.atom?character=${ada}`)
    assert.deepEqual(
      [...feed.text.matchAll(/<entry[^]*?<title>([^<]*)</g)].map(([, title]) => title).toSorted(),
      ['Bells', 'Tides'],
    )
    assert.equal((await author.get(`/feed.atom?character=${ada}`)).text, feed.text)
  },
)

onBothHouses(
  'words inside works are found within every filter, by stem and phrase, and nothing typed is an error',
  async (house) => {
    const { person, works } = await shelve(house)
    await house.texts.ready()
    const reader = house.visitor()
    const search = async (q: string, more = '') =>
      titles((await reader.get(`/works?${more}${new URLSearchParams({ q })}`)).text)
    assert.deepEqual(await search('bells'), ['Bells', 'Rooks', 'Tides'], 'by their stems')
    assert.deepEqual(await search('"the bell rang"'), ['Bells', 'Rooks', 'Tides'])
    assert.deepEqual(await search('"rang the bell"'), [])
    assert.deepEqual(await search('bell -title:tides'), ['Bells', 'Rooks'])
    assert.deepEqual(await search('title:rooks'), ['Rooks'])
    const harbour = await tagOf(house, 'Harbour Lights')
    assert.deepEqual(await search('bell', `fandom=${harbour}&`), ['Bells', 'Tides'])
    assert.deepEqual(await search('bell', '-rating=M&'), ['Bells', 'Rooks'])
    const asked = (await reader.get('/works?q=noon')).text
    // Of three works with the word one asks before it opens: nothing of its text is shown.
    assert.equal(asked.match(/It was <mark>noon<\/mark>, and the bell rang/g)?.length, 2)
    const best = await reader.get('/works?q=tides')
    assert.match(best.text, /<option value="relevance" selected>/)
    for (const odd of [
      '"never closed',
      '-',
      'OR',
      'colour:red',
      '-only',
      '<script>alert(1)</script>',
    ]) {
      const page = await reader.get(`/works?${new URLSearchParams({ q: odd })}`)
      assert.equal(page.status, 200)
      assert.match(page.text, /<ul class="notice">|No work is like that/)
      assert.doesNotMatch(page.text, /<script>alert/)
    }
    const fresh = await postText(
      house,
      person,
      story('Owls', 'G', 'The Tower', 'Characters: Quill\n'),
    )
    await house.texts.wake()
    assert.deepEqual(await search('owls'), ['Owls'])
    for (const work of [fresh, works.rooks]) {
      await house.write(async (tx) => {
        const gone =
          work === fresh ? { hidden_at: '2026-11-23T12:00:00.000Z' } : { accounts_only: 1 as const }
        await tx.updateTable('work').set(gone).where('id', '=', work).execute()
        await recordChange(tx, house.clock, { kind: 'work-edited', work })
      })
    }
    assert.deepEqual(await search('owls OR rooks'), [])
  },
)
