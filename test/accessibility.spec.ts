import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { demoPassword, demoPeople, fillDemo } from '#cli/demo-archive.ts'
import { launchBrowser } from './support/browser.ts'
import type { TestHouse } from './support/house.ts'
import { serveHouse } from './support/served.ts'

/** Every page that somebody can reach by links, each kind of address twice at most. */
const mostOfAKind = 2
const modes = [
  { name: 'wide, light', width: 1280, colorScheme: 'light' },
  { name: 'wide, dark', width: 1280, colorScheme: 'dark' },
  { name: 'narrow, dark', width: 320, colorScheme: 'dark' },
  { name: 'narrow, light', width: 320, colorScheme: 'light' },
] as const
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let browser: Browser
let house: TestHouse & { url: string }
let demo: Awaited<ReturnType<typeof fillDemo>>
let axe: string
before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  browser = await launchBrowser()
  house = await serveHouse('sqlite')
  demo = await fillDemo(house.config)
})
after(async () => {
  await browser.close()
  await house.close()
})

const filters = [
  '/works?rating=T&-warning=violence&words=100-100000&sort=kudos&order=reversed',
  '/works?q=%22the+sea%22+-storm+title%3Anight',
  '/works?fandom-name=A+fandom+that+nobody+writes+in',
  '/works?q=%22unclosed&words=many&sort=colour',
]

/** What leads out of the pages, or is none. */
const skipped =
  /\.(?:atom|svg|txt)$|^\/(?:r|assets|challenge|health|images)\b|\/original$|^\/replies\/feed|\/download\//

/** An address without ids and numbers. What a filter chooses is one kind: its links lead on without end. */
function kindOf(path: string): string {
  const kind = path.replace(/[0-9a-z]{16}/g, ':id').replace(/\d+/g, ':n')
  return kind.replace(/^(\/works|\/account\/filters\/new)\?.*/, '$1?')
}

type Found = { path: string; mode: string; what: string }

async function crawl(
  page: Page,
  starts: readonly string[],
): Promise<{ seen: string[]; found: Found[] }> {
  const kinds = new Map<string, number>()
  const queue = [...starts]
  const known = new Set(queue)
  const seen: string[] = []
  const found: Found[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
      found.push({ path: page.url(), mode: 'console', what: message.text() })
    }
  })
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const kind = kindOf(path)
    const times = kinds.get(kind) ?? 0
    if (times >= mostOfAKind) continue
    kinds.set(kind, times + 1)
    seen.push(kind)
    await page.setViewportSize({ width: modes[0].width, height: 900 })
    await page.goto(path)
    found.push(...(await check(page, path)))
    const links = await page.$$eval('a[href]', (anchors) =>
      anchors.map((anchor) => (anchor as HTMLAnchorElement).href),
    )
    for (const link of links) {
      const url = new URL(link)
      const to = url.pathname + url.search
      if (url.origin !== house.url || skipped.test(url.pathname) || known.has(to)) continue
      known.add(to)
      queue.push(to)
    }
  }
  return { seen, found }
}

async function check(page: Page, path: string): Promise<Found[]> {
  const found: Found[] = []
  await page.evaluate(axe)
  for (const { name, width, colorScheme } of modes) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    const wide = await page.evaluate('document.documentElement.scrollWidth')
    if (typeof wide === 'number' && wide > width) {
      found.push({ path, mode: name, what: `scrolls sideways: ${wide} px` })
    }
    const violations = (await page.evaluate(
      `axe.run({ runOnly: ${JSON.stringify(standards)} }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any }) => id + ': ' + html.slice(0, 200) + ' ' + (any[0]?.message ?? ''))))`,
    )) as string[]
    found.push(...violations.map((what) => ({ path, mode: name, what })))
  }
  return found
}

async function openAs(email: string | null): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.url, reducedMotion: 'reduce' })
  const page = await context.newPage()
  if (email) {
    await page.goto('/sign-in')
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill(demoPassword)
    await page.locator('main button[type=submit]').click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
  }
  return page
}

function assertNothing(found: readonly Found[]): void {
  const lines = [...new Set(found.map(({ path, mode, what }) => `${path} (${mode}) ${what}`))]
  assert.equal(lines.length, 0, lines.slice(0, 40).join('\n'))
}

test('a stranger’s pages hold nothing that axe finds, in light and dark, wide and narrow', async () => {
  const page = await openAs(null)
  const starts = ['/', '/nothing-here', '/replies', '/recover']
  const { seen, found } = await crawl(page, starts)
  // Two of all filters were reached by links; these hold what a filter can: chosen, left out, nothing found, a mistake.
  for (const filter of filters) {
    await page.goto(filter)
    found.push(...(await check(page, filter)))
  }
  for (const kind of [
    '/works/:id',
    '/works/:id/chapters/:n',
    '/works/:id/entire',
    '/sign-up',
    '/reading',
  ]) {
    assert.ok(seen.includes(kind), `${kind} was reached; there were ${seen.join(' ')}`)
  }
  assertNothing(found)
})

test('a guest’s replies and receipt hold nothing that axe finds', async () => {
  const page = await openAs(null)
  await page.goto(demo.privateLink)
  const { seen, found } = await crawl(page, ['/replies'])
  assert.ok(seen.includes('/replies/comments/:id/answer'), seen.join(' '))
  await page.goto(`/works/${demo.works[0]}`)
  await page.locator('#body').fill('x'.repeat(20))
  house.advance(5000)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.waitForLoadState()
  found.push(...(await check(page, new URL(page.url()).pathname)))
  assertNothing(found)
})

test('an author’s and an archivist’s pages hold nothing that axe finds', async () => {
  for (const { email, role } of [demoPeople[1], demoPeople[0]]) {
    const page = await openAs(email)
    const { seen, found } = await crawl(page, ['/desk', '/account', '/notices', '/admin'])
    assert.ok(
      seen.includes(role === 'archivist' ? '/admin/settings' : '/desk/works/:id'),
      seen.join(' '),
    )
    assertNothing(found)
  }
})

test('a form that came back holds nothing that axe finds', async () => {
  const page = await openAs(demoPeople[1].email)
  await page.goto('/desk/new')
  await page.locator('[name=title]').evaluate((field) => field.removeAttribute('required'))
  await page.locator('#body').evaluate((field) => field.removeAttribute('required'))
  await page.getByRole('button', { name: /Save and publish/ }).click()
  await page.locator('.error-summary').waitFor()
  assertNothing(await check(page, '/desk/new'))
})
