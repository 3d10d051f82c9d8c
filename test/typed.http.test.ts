import assert from 'node:assert/strict'
import { urls } from '#urls.ts'
import { onBothHouses, signIn, signUp } from './support/house.ts'

onBothHouses('a session that ends while somebody writes takes nothing with it', async (house) => {
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Saltgrass' })
  const page = await author.get(urls.newWork())
  const form = page.form(urls.newWork()).fill({
    title: 'A <b>long</b> evening',
    rating: 'G',
    warningAnswer: 'none-apply',
    body: 'The ferry\n\ncame in at six.',
  })
  await house.write((tx) => tx.deleteFrom('session').execute())
  const refused = await form.send('publish')
  assert.equal(refused.status, 403)
  assert.match(refused.text, /came in at six\./)
  assert.match(refused.text, /A &lt;b&gt;long&lt;\/b&gt; evening/)
  await signIn(author, person)
  const sent = await refused.form(urls.newWork()).send()
  assert.equal(sent.status, 303)
  const row = await house.db.selectFrom('work').select(['title', 'published_at']).executeTakeFirst()
  assert.equal(row?.title, 'A <b>long</b> evening')
  assert.notEqual(row?.published_at, null)
})

onBothHouses('a failure gives back what was typed, and never a password', async (house) => {
  house.app.post('/broken', () => {
    throw new Error('broken')
  })
  const visitor = house.visitor()
  const fields = { body: 'all my words', password: 'a long walk home', token: 'x.y' }
  const broken = await visitor.post('/broken', fields)
  assert.equal(broken.status, 500)
  assert.match(broken.text, /all my words/)
  assert.doesNotMatch(broken.text, /a long walk home|at .*\.ts/)
  const foreign = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' }
  const refused = await visitor.post(urls.signIn(), fields, foreign)
  assert.equal(refused.status, 403)
  assert.match(refused.text, /all my words/)
  assert.doesNotMatch(refused.text, /<form class="typed|a long walk home/)
})
