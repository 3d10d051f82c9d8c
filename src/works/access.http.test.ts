import assert from 'node:assert/strict'
import { worksRoutes } from '#policy/routes/works.ts'
import { urls } from '#urls.ts'
import { onBothHouses, signUp } from '../../test/support/house.ts'
import { postText } from '../../test/support/stories.ts'
import { enough, firstChapter, rowsOf } from './desk.fixture.ts'

const nowhere = '0123456789abcdef'

/** A path of the table with these ids in it. */
function pathOf(path: string, work: string, chapter: string): string {
  return path.replace(':work', work).replace(':chapter', chapter).replace(':number', '1')
}

onBothHouses('nobody but its author reaches a work at the desk', async (house) => {
  const author = house.visitor()
  const ada = await signUp(house, author, { penName: 'Ada Quill' })
  const other = house.visitor()
  const bo = await signUp(house, other, { penName: 'Bo Lantern' })
  const moderator = house.visitor()
  const mo = await signUp(house, moderator, { penName: 'Mo Warden', role: 'moderator' })
  const archivist = house.visitor()
  const ari = await signUp(house, archivist, { penName: 'Ari Keys', role: 'archivist' })
  const stranger = house.visitor()
  const owned = worksRoutes.filter(({ who }) => who === 'author')
  assert.ok(owned.length > 20)
  // What is posted is given back to who posted it: their words are not the work's.
  const words = { title: 'Of Their Own', body: 'Words of their own.' }
  for (const publish of [true, false]) {
    const text = 'Title: The Ferry\nRating: G\nWarnings: none apply\n\nThe ferry ran late.\n'
    const work = await postText(house, ada, text, { publish })
    const chapter = await firstChapter(house, work)
    const before = await rowsOf(house, work)
    const forms = {
      ...enough,
      ...words,
      chapterTitle: 'Taken',
      to: 'up',
      do: 'delete',
      image: nowhere,
    }
    for (const { method, path } of owned) {
      const there = pathOf(path, work, chapter)
      const send = (who: typeof author, to: string, penName: string) =>
        method === 'GET' ? who.get(to) : who.post(to, { ...forms, penName })
      const asked = await send(stranger, there, bo.penNameId)
      // What a stranger posted is given back with the way in; a page is asked for again after signing in.
      assert.equal(asked.status, method === 'GET' ? 303 : 403, `${method} ${path} as a stranger`)
      if (method === 'GET') assert.match(asked.location, /^\/sign-in/)
      else assert.match(asked.text, /You are signed out/)
      const people = [
        [other, bo],
        [moderator, mo],
        [archivist, ari],
      ] as const
      for (const [visitor, person] of people) {
        const title = `${method} ${path} as ${person.penName}`
        const answer = await send(visitor, there, person.penNameId)
        assert.equal(answer.status, 404, title)
        assert.doesNotMatch(answer.text, /The Ferry|ran late|Ada Quill/, title)
        const lost = await send(visitor, pathOf(path, nowhere, nowhere), person.penNameId)
        assert.equal(lost.status, 404, title)
      }
      assert.equal((await send(author, pathOf(path, nowhere, nowhere), ada.penNameId)).status, 404)
    }
    assert.deepEqual(await rowsOf(house, work), before)
  }
})

onBothHouses('the desk itself asks a stranger to sign in and brings them back', async (house) => {
  const stranger = house.visitor()
  for (const { method, path, who } of worksRoutes) {
    if (who !== 'account') continue
    const answer = method === 'GET' ? await stranger.get(path) : await stranger.post(path, enough)
    assert.equal(answer.status, method === 'GET' ? 303 : 403, `${method} ${path}`)
    if (method === 'GET') assert.equal(answer.location, urls.signIn(path))
    else assert.match(answer.text, /You are signed out/)
  }
})

onBothHouses('each desk holds its own works, and its bin its own', async (house) => {
  const author = house.visitor()
  const ada = await signUp(house, author, { penName: 'Ada Quill' })
  const other = house.visitor()
  await signUp(house, other, { penName: 'Bo Lantern' })
  const work = await postText(house, ada, 'Title: The Ferry\n\nIt ran late.\n', { publish: false })
  assert.doesNotMatch((await other.get(urls.desk())).text, /The Ferry/)
  await author.post(urls.deskDeletion(work), { title: 'The Ferry' })
  assert.match((await author.get(urls.deskBin())).text, /The Ferry/)
  assert.doesNotMatch((await other.get(urls.deskBin())).text, /The Ferry/)
  assert.equal((await other.post(urls.deskRestoration(work))).status, 404)
  assert.match((await author.get(urls.deskBin())).text, /The Ferry/)
})

onBothHouses('a form from elsewhere changes nothing at the desk', async (house) => {
  const author = house.visitor()
  const ada = await signUp(house, author, { penName: 'Ada Quill' })
  const text = 'Title: The Ferry\nRating: G\nWarnings: none apply\n\nThe ferry ran late.\n'
  const work = await postText(house, ada, text, { publish: false })
  const chapter = await firstChapter(house, work)
  const before = await rowsOf(house, work)
  const from = { origin: 'http://elsewhere.test', 'sec-fetch-site': 'cross-site' }
  for (const { method, path } of worksRoutes) {
    if (method !== 'POST') continue
    const fields = { ...enough, penName: ada.penNameId, title: 'The Ferry', to: 'up' }
    const answer = await author.post(pathOf(path, work, chapter), fields, from)
    assert.equal(answer.status, 403, path)
  }
  assert.deepEqual(await rowsOf(house, work), before)
})
