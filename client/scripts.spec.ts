import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { makeApp } from '#app.ts'
import { urls } from '#urls.ts'
import { listen } from '#web/server.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { becomeArchivist, begin, type Person, signUp, testHouse } from '../test/support/house.ts'
import { postText } from '../test/support/stories.ts'

const story = `Title: Ice on the Low Stage
Fandom: The Harbour Lights
Rating: G
Warnings: none

Chapter 1: Oil

The lamp had gone out, and nobody wanted to be the first to say so.

Chapter 2: Ice

In the morning there was ice, and no ferry.
`

type Stage = Awaited<ReturnType<typeof setStage>>
let browser: Browser
let stage: Stage

/** An archive that a browser can reach, with a work of two chapters. */
async function setStage() {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const house = await testHouse('sqlite', { TWEED_PORT: String(port), TWEED_URL: origin })
  // The library that checks a proof of work asks the machine for the time.
  house.advance(Date.now() - begin.getTime())
  const { server } = await listen(house, makeApp(house))
  const keeper = house.visitor()
  await becomeArchivist(house, keeper)
  const author = house.visitor()
  const person = await signUp(house, author, { penName: 'Ada Quill' })
  const work = await postText(house, person, story)
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await house.close()
  }
  return { origin, house, keeper, author, person, work, close }
}

function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  return new Promise((resolve) => {
    server.once('listening', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

before(async () => {
  stage = await setStage()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await stage?.close()
})

/** A page of a browser of its own; what fails in a script of the page fails the test. */
async function open(path: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: stage.origin })).newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  return page
}

async function enter(page: Page, person: Person): Promise<void> {
  await page.goto(urls.signIn())
  await page.fill('#email', person.email)
  await page.fill('#password', person.password)
  await page.click('main button')
  await page.waitForURL((url) => url.pathname !== urls.signIn())
}

/** What this tab keeps. */
const kept = (page: Page) => page.evaluate(() => JSON.stringify(sessionStorage))
const untilKept = (page: Page, words: string) =>
  page.waitForFunction((looked) => JSON.stringify(sessionStorage).includes(looked), words)

test('the arrow keys turn the page, but not while somebody types', async () => {
  const page = await open(urls.work(stage.work))
  await page.keyboard.press('ArrowRight')
  await page.waitForURL('**/chapters/2', { waitUntil: 'networkidle' })
  await page.fill('#body', 'ferry')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('x')
  assert.equal(await page.inputValue('#body'), 'ferrxy')
  await page.focus('.skip-link')
  await page.keyboard.press('ArrowLeft')
  await page.waitForURL((url) => url.pathname === urls.work(stage.work))
})

test('the counter counts what people see as characters', async () => {
  const page = await open(urls.chapter(stage.work, 2))
  await page.fill('#body', 'soup 👩‍👩‍👧‍👦')
  await page.getByText('6 of 10,000').waitFor()
})

test('a comment outlives a reload, is forgotten once it is sent, and its code can be copied', async () => {
  const page = await open(urls.chapter(stage.work, 2))
  await page.fill('#body', 'Thank you for the soup.')
  await untilKept(page, 'for the soup')
  await page.reload({ waitUntil: 'networkidle' })
  assert.equal(await page.inputValue('#body'), 'Thank you for the soup.')
  stage.house.advance(5000)
  await page.click('.comment-form button')
  await page.waitForURL('**/receipt/**', { waitUntil: 'networkidle' })
  assert.equal(await kept(page), '{}')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.locator('[data-copy=reading-code]').click()
  await page.locator('dd [role=status]').filter({ hasText: /\S/ }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  assert.equal(copied, await page.locator('#reading-code').textContent())
})

test('what was typed when a session ended is put back after signing in', async () => {
  const desk = await stage.author.get(urls.deskWork(stage.work))
  const chapter = /href="(\/desk\/chapters\/[0-9a-z]+)"/.exec(desk.text)?.[1] ?? ''
  const page = await open(urls.signIn())
  await enter(page, stage.person)
  await page.goto(chapter, { waitUntil: 'networkidle' })
  await page.fill('#body', 'Words that took an evening.')
  await untilKept(page, 'took an evening')
  await page.context().clearCookies()
  await page.click('[data-keep-form] button')
  await page.waitForSelector('.page--error')
  await page.waitForLoadState('networkidle')
  assert.match(await page.inputValue('.typed textarea[name=body]'), /took an evening/)
  assert.doesNotMatch(await kept(page), /"sent"/)
  await page.goto(urls.signIn())
  await enter(page, stage.person)
  await page.goto(chapter, { waitUntil: 'networkidle' })
  assert.equal(await page.inputValue('#body'), 'Words that took an evening.')
})

test('where proof of work is asked for, the browser gives it and the comment stands at once', async () => {
  const settings = await stage.keeper.get(urls.adminSettings())
  const saved = await settings.form(urls.adminSettings()).fill({ proofOfWork: 'yes' }).send()
  assert.equal(saved.status, 303)
  // Settings are read again after some seconds.
  stage.house.advance(60_000)
  const page = await open(urls.chapter(stage.work, 2))
  const asked = page.waitForResponse('**/challenge')
  await page.fill('#body', 'The bell was for the ice.')
  await asked
  stage.house.advance(5000)
  await page.click('.comment-form button')
  await page.waitForURL('**/receipt/**')
  const stranger = await stage.house.visitor().get(urls.chapter(stage.work, 2))
  assert.ok(stranger.text.includes('The bell was for the ice.'), 'the comment waits for approval')
})
