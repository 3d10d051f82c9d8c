// Serves the demo archive and takes its main pages: wide, narrow and dark, as docs/screenshots holds them.
import { mkdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { demoPassword, demoPeople, fillDemo } from '#cli/demo-archive.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { serveHouse } from '../test/support/served.ts'

const folder = new URL('../docs/screenshots/', import.meta.url).pathname
const looks = {
  wide: { width: 1100, height: 820, colorScheme: 'light' },
  narrow: { width: 320, height: 640, colorScheme: 'light' },
  dark: { width: 1100, height: 820, colorScheme: 'dark' },
} as const
type Look = keyof typeof looks

async function take(page: Page, name: string, look: Look): Promise<void> {
  const { width, height, colorScheme } = looks[look]
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate('document.fonts.ready.then(() => scrollTo(0, 0))')
  await page.screenshot({ path: `${folder}${name}-${look}.png` })
}

const house = await serveHouse('sqlite')
const browser = await launchBrowser()
try {
  await mkdir(folder, { recursive: true })
  const { privateLink, works } = await fillDemo(house.config)
  const [lamp, winter] = works
  const open = async () => (await browser.newContext({ baseURL: house.url })).newPage()

  const reader = await open()
  for (const [name, path] of [
    ['home', '/'],
    ['work', `/works/${lamp}`],
    ['chapter', `/works/${lamp}/chapters/2`],
    ['threshold', `/works/${winter}`],
    ['reading', '/reading'],
  ] as const) {
    await reader.goto(path)
    for (const look of ['wide', 'narrow', 'dark'] as const) await take(reader, name, look)
  }

  const guest = await open()
  await guest.goto(privateLink)
  for (const look of ['wide', 'narrow', 'dark'] as const) await take(guest, 'replies', look)

  const author = await open()
  await author.goto('/sign-in')
  await author.locator('[name=email]').fill(demoPeople[1].email)
  await author.locator('[name=password]').fill(demoPassword)
  await author.locator('main button[type=submit]').click()
  await author.waitForURL((url) => url.pathname !== '/sign-in')
  await author.goto('/desk')
  await take(author, 'desk', 'wide')
  await author.goto(`/desk/works/${lamp}`)
  await take(author, 'desk-work', 'wide')
  await author.goto(`/desk/works/${lamp}/talk`)
  await take(author, 'desk-talk', 'wide')
} finally {
  await browser.close()
  await house.close()
}
