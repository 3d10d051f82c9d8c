import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './support/browser.ts'
import { engines } from './support/house.ts'
import { serveHouse } from './support/served.ts'

const file = new URL('./stories/anonymous-reader/source.txt', import.meta.url).pathname
const short = 4000

let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser.close())

for (const engine of engines) {
  for (const javaScriptEnabled of [true, false]) {
    const how = `${javaScriptEnabled ? 'with' : 'without'} scripts, ${engine}`
    test(`a file becomes a work, a guest is answered and answers back (${how})`, async () => {
      const house = await serveHouse(engine)
      const open = async () => {
        const context = await browser.newContext({ javaScriptEnabled, baseURL: house.url })
        const page = await context.newPage()
        page.setDefaultTimeout(15_000)
        page.on('pageerror', (error) => assert.fail(`a script failed: ${error.message}`))
        page.on('request', (request) => {
          assert.ok(request.url().startsWith(house.url), `asked elsewhere: ${request.url()}`)
        })
        return page
      }
      try {
        const author = await open()
        const work = await publish(author)
        house.advance(short)
        const guest = await open()
        const code = await comment(guest, work, () => house.advance(short))
        house.advance(short)
        await answer(author, work)
        house.advance(short)
        const elsewhere = await open()
        await readAndAnswerBack(elsewhere, code, () => house.advance(short))
        await author.goto(`${work.replace('/works/', '/desk/works/')}/talk`)
        await author.getByText('Then I will keep reading.').waitFor()
        const stranger = await open()
        await stranger.goto(work)
        await stranger.getByText('You found the way back.').waitFor()
        assert.equal(await stranger.getByText('for you alone').count(), 0)
        for (const page of [author, guest, elsewhere, stranger]) await page.context().close()
      } finally {
        await house.close()
      }
    })
  }
}

/** Signs up, brings the file, corrects what was recognised and publishes. Gives the work's path. */
async function publish(page: Page): Promise<string> {
  await page.goto('/sign-up')
  await page.locator('[name=email]').fill('ada@people.test')
  await page.locator('[name=password]').fill('a long walk by the water')
  await page.locator('[name=pen_name]').fill('Ada Quill')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await page.goto('/desk')
  if (page.url().includes('/sign-in')) {
    await page.locator('[name=email]').fill('ada@people.test')
    await page.locator('[name=password]').fill('a long walk by the water')
    await page.locator('main button[type=submit]').click()
    await page.goto('/desk')
  }
  await page.getByRole('link', { name: 'Bring a file' }).click()
  await page.locator('[name=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByRole('heading', { name: 'What was recognised' }).waitFor()
  assert.match(await page.locator('main').innerText(), /rated this "T"/)
  assert.match(await page.locator('[name=noteBefore]').inputValue(), /no way to write back/)
  assert.match(await page.locator('[name=disclaimer]').inputValue(), /no profit is being made/)
  await page.locator('[name=title]').fill('The Low Stage')
  await page.locator('#fandoms').fill('The Harbour Lights')
  await page.getByRole('button', { name: 'Save and publish' }).click()
  await page.getByRole('link', { name: 'See it as readers do' }).click()
  return new URL(page.url()).pathname
}

/** Meets the front matter first, comments as a guest, and takes the reading code along. */
async function comment(page: Page, work: string, typing: () => void): Promise<string> {
  await page.goto(work)
  const words = await page.locator('main').innerText()
  const order = [
    'Teen',
    'Major character death',
    'strong language: once',
    'soup in it',
    'The ferry ran',
  ]
  const places = order.map((part) => words.indexOf(part))
  assert.ok(
    places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1)),
    `the front matter is out of order: ${places.join()}`,
  )
  await page.getByText('A lost code can’t be recovered').waitFor()
  await page.locator('#name').fill('Passer-by')
  await page.locator('#body').fill('I was the one with three lines. Thank you for the soup.')
  typing()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: 'Your private link' }).waitFor()
  assert.equal(await page.title(), 'Replies')
  const code = await page.locator('#reading-code').innerText()
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/)
  const drawn = await page
    .locator('.receipt__qr')
    .evaluate((img) => (img as HTMLImageElement).naturalWidth > 0)
  assert.ok(drawn, 'the QR code is drawn')
  return code
}

/** Answers in the thread, and once more for that reader alone. */
async function answer(page: Page, work: string): Promise<void> {
  for (const [words, privately] of [
    ['You found the way back.', false],
    ['This is for you alone.', true],
  ] as const) {
    await page.goto(`${work.replace('/works/', '/desk/works/')}/talk`)
    await page
      .locator('article', { hasText: 'three lines' })
      .first()
      .getByRole('link', { name: 'Answer' })
      .click()
    await page.getByText('This guest can read your answer').waitFor()
    await page.locator('#body').fill(words)
    if (privately) await page.getByLabel(/To this reader alone/).check()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Your comment is there.').waitFor()
  }
}

/** Types the code in another browser, finds both answers, answers the private one. */
async function readAndAnswerBack(page: Page, code: string, typing: () => void): Promise<void> {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Archive' }).getByText('Replies').click()
  await page.locator('#code').fill(` ${code.toLowerCase()} `)
  await page.getByRole('button', { name: 'Open' }).click()
  await page.getByText('2 new answers').waitFor()
  assert.equal(new URL(page.url()).pathname, '/replies')
  assert.ok(!(await page.content()).includes(code), 'the code stays nowhere')
  await page
    .locator('article', { hasText: 'for you alone' })
    .getByRole('link', { name: 'Answer back' })
    .click()
  await page.getByText('Only the author can read this.').waitFor()
  await page.locator('#body').fill('Then I will keep reading.')
  typing()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Then I will keep reading.').waitFor()
}
