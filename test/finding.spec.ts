import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { fillDemo } from '#cli/demo-archive.ts'
import { launchBrowser } from './support/browser.ts'
import type { TestHouse } from './support/house.ts'
import { serveHouse } from './support/served.ts'

let browser: Browser
let house: TestHouse & { url: string }
before(async () => {
  browser = await launchBrowser()
  house = await serveHouse('sqlite')
  await fillDemo(house.config)
})
after(async () => {
  await browser.close()
  await house.close()
})

async function open(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.url, javaScriptEnabled })
  const page = await context.newPage()
  page.on('pageerror', (error) => assert.fail(error))
  page.on('request', (request) => assert.ok(request.url().startsWith(house.url), request.url()))
  return page
}
const titles = (page: Page) => page.locator('.work-item__title').allTextContents()
const chips = (page: Page) => page.locator('.chip bdi').allTextContents()

for (const withScripts of [true, false]) {
  const how = withScripts ? 'with scripts' : 'without scripts'

  test(`a reader finds works by clicks, words and numbers, and the address keeps it all (${how})`, async () => {
    const page = await open(withScripts)
    await page.goto('/works')
    const all = await titles(page)
    assert.ok(all.length > 1)
    const fandom = page.locator('.facet', { hasText: 'Fandoms' }).locator('.facet__name').first()
    const name = (await fandom.textContent()) ?? ''
    await fandom.click()
    assert.deepEqual(await chips(page), [name])
    const some = await titles(page)
    assert.ok(some.length > 0 && some.length <= all.length)
    const out = page.locator('.facet', { hasText: 'Characters' }).locator('.facet__out').first()
    await out.click()
    assert.equal((await chips(page)).length, 2)
    assert.equal(await page.locator('.chip--without').count(), 1)
    const kept = page.url()
    await page.locator('.chip--without .chip__remove').click()
    assert.deepEqual(await titles(page), some)
    await page.goBack()
    assert.equal(page.url(), kept)
    await page.goto('/works')
    await page.locator('details.found__more > summary').click()
    await page.locator('[name=words-from]').fill('1000000')
    await page.locator('.filter-form button[type=submit]').click()
    await page.waitForURL(/words=1000000-/)
    assert.deepEqual(await titles(page), [])
    assert.match((await page.locator('main').textContent()) ?? '', /No works|Nothing/i)
  })

  test(`a name is typed, completed or corrected, and left out again (${how})`, async () => {
    const page = await open(withScripts)
    await page.goto('/works')
    await page.locator('details.found__more > summary').click()
    const field = page.locator('#with-character')
    if (withScripts) {
      await field.pressSequentially('vane')
      await page.locator('[role=option]').first().waitFor()
      await field.press('ArrowDown')
      assert.match((await field.getAttribute('aria-activedescendant')) ?? '', /-0$/)
      await field.press('Enter')
    } else {
      assert.equal(await field.getAttribute('list'), 'names-character')
      assert.ok((await page.locator('#names-character option').count()) > 0)
      await field.fill('Ada Vaen')
      await page.locator('.filter-form button[type=submit]').click()
      await page.getByText('Did you mean:').waitFor()
      await page.locator('.field__error a', { hasText: 'Ada Vane' }).click()
    }
    if (withScripts) await page.locator('.filter-form button[type=submit]').click()
    await page.waitForURL(/character=[0-9a-z]{16}$/)
    assert.deepEqual(await chips(page), ['Ada Vane'])
    assert.ok((await titles(page)).length > 0)
    await page.locator('.chip a').first().click()
    await page.waitForURL(/\/tags\//)
    assert.equal(await page.locator('h1').textContent(), 'Ada Vane')
  })
}
