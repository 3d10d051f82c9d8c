import assert from 'node:assert/strict'
import { onBothHouses, signUp, type TestHouse } from './support/house.ts'
import type { Visitor } from './support/visitor.ts'
import { readStory } from './support/stories.ts'

const short = 4000

async function publishStory(house: TestHouse, author: Visitor): Promise<string> {
  const upload = await author.get('/desk/upload')
  const form = new FormData()
  for (const [name, values] of upload.form('/desk/upload').values) {
    for (const value of values) form.append(name, value)
  }
  form.append('file', new File([await readStory('anonymous-reader')], 'low-stage.txt'))
  const taken = await author.post('/desk/upload', form)
  assert.equal(taken.status, 303)
  const recognised = await taken.follow()
  assert.match(recognised.text, /rated this &quot;T&quot;/)
  assert.match(recognised.text, /who left three lines under my last story/)
  const fields = recognised.form(taken.location)
  assert.deepEqual(fields.values.get('rating'), ['T'])
  const saved = await fields
    .fill({ title: 'The Low Stage', Fandoms: 'The Harbour Lights' })
    .send('publish')
  assert.equal(saved.status, 303)
  house.advance(short)
  return (/[0-9a-z]{16}/.exec(taken.location) ?? [''])[0]
}

onBothHouses(
  'a story goes up, a guest is answered and answers back from another browser',
  async (house) => {
    const author = house.visitor()
    await signUp(house, author, { penName: 'Ada Quill' })
    const work = await publishStory(house, author)

    const guest = house.visitor()
    const page = await guest.get(`/works/${work}`)
    assert.equal(page.status, 200)
    const order = [
      'Rating',
      'Major character death',
      'strong language: once',
      'soup in it',
      'The ferry ran',
    ]
    const places = order.map((words) => page.text.indexOf(words))
    assert.ok(
      places.every((place) => place > 0),
      String(places),
    )
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    )

    house.advance(short)
    const comments = `/works/${work}/chapters/1/comments`
    const sent = await page
      .form(comments)
      .fill({ Name: 'Passer-by', body: 'I was the one with three lines. Thank you for the soup.' })
      .send()
    assert.equal(sent.status, 303)
    const receipt = await sent.follow()
    assert.equal(receipt.status, 200)
    assert.match(receipt.text, /<title>Replies<\/title>/)
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}/.exec(receipt.text)?.[0] ?? ''
    assert.notEqual(code, '')
    assert.equal(receipt.headers.get('cache-control'), 'no-store')

    house.advance(short)
    const talk = await author.get(`/desk/works/${work}/talk`)
    const answerPath = /href="(\/comments\/[0-9a-z]{16}\/answer)"/.exec(talk.text)?.[1] ?? ''
    const form = await author.get(answerPath)
    assert.match(form.text, /This guest can read your answer/)
    const answered = await form
      .form(answerPath)
      .fill({ body: 'You found the way back. This is for you alone.', privately: 'yes' })
      .send()
    assert.equal(answered.status, 303)
    const again = await author.get(answerPath)
    await again.form(answerPath).fill({ body: 'And this for everyone.' }).send()

    const stranger = house.visitor()
    const open = await stranger.get(`/works/${work}`)
    assert.match(open.text, /And this for everyone/)
    assert.doesNotMatch(open.text, /for you alone/)

    // Another browser, the code typed as people type.
    const elsewhere = house.visitor()
    const entry = await elsewhere.get('/replies')
    const entered = await entry
      .form('/replies/enter')
      .fill({ code: code.toLowerCase().replaceAll('-', ' ') })
      .send()
    assert.equal(entered.location, '/replies')
    const replies = await entered.follow()
    assert.match(replies.text, /for you alone/)
    assert.match(replies.text, /And this for everyone/)
    assert.match(replies.text, /2 new answers/)
    assert.doesNotMatch((await elsewhere.get('/replies')).text, /new answers?</)

    const byLink = house.visitor()
    const traded = await byLink.get(`/r/${code}`)
    assert.equal(traded.location, '/replies')
    const back =
      /<a href="(\/replies\/comments\/[0-9a-z]{16}\/answer)">/.exec(
        (await traded.follow()).text,
      )?.[1] ?? ''
    const answerBack = await byLink.get(back)
    house.advance(short)
    const done = await answerBack.form(back).fill({ body: 'Then I will keep reading.' }).send()
    assert.equal(done.status, 303)
    assert.match((await done.follow()).text, /Then I will keep reading/)
    assert.match((await author.get(`/desk/works/${work}/talk`)).text, /Then I will keep reading/)
    assert.doesNotMatch((await stranger.get(`/works/${work}`)).text, /Then I will keep reading/)
  },
)
