import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { xssVectors } from '#prose/xss-vectors.fixture.ts'
import { urls } from '#urls.ts'
import { launchBrowser } from './support/browser.ts'
import { moreVectors } from './support/more-vectors.ts'
import { packVectors } from './support/pack-vectors.ts'
import { serveHouse } from './support/served.ts'
import { openTrap, type Trap } from './support/trap.ts'
import { fillStep, gatherCast } from './support/vector-archive.ts'

const packs = packVectors([...xssVectors, ...moreVectors])
/** Lists and feeds show fifty at a time. */
const stepsBetweenLists = 13

let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser.close())

test('the traps catch what runs, loads and is held back by the policy', async () => {
  const house = await serveHouse('sqlite')
  try {
    const body = '<!doctype html><main id="main"><div class="prose"><script>alert(1)</script>'
    const bait = `${body}<svg onload="alert(2)"></svg><img src="https://elsewhere.test/i.png"></div>`
    const caught: Record<string, string> = {}
    for (const bypassCSP of [true, false]) {
      const trap = await openTrap(browser, house.url, { bypassCSP, cookies: new Map() })
      await trap.context.route('**/*', async (route) => {
        if (!route.request().url().endsWith('/about')) return route.abort()
        return route.fulfill({ response: await route.fetch(), body: bait })
      })
      await trap.visit([urls.about()])
      caught[String(bypassCSP)] = trap.caught.join('\n')
      await trap.close()
    }
    const { true: free = '', false: held = '' } = caught
    assert.match(free, /alert\(1\) ran/)
    assert.match(free, /alert\(2\) ran/)
    assert.match(free, /asked for https:\/\/elsewhere\.test/)
    assert.doesNotMatch(held, / ran/)
    assert.match(held, /policy script-src-elem inline/)
    assert.match(held, /policy img-src https:\/\/elsewhere\.test/)
    for (const all of [free, held]) assert.match(all, /<svg> in prose/)
  } finally {
    await house.close()
  }
})

test('no script runs, whichever field a published vector is typed into', async () => {
  const house = await serveHouse('sqlite')
  try {
    const cast = await gatherCast(house)
    // The policy is in force for strangers alone: for the others it is not what saves them.
    const open = (bypassCSP: boolean, cookies: ReadonlyMap<string, string>) =>
      openTrap(browser, house.url, { bypassCSP, cookies })
    const stranger = await open(false, new Map())
    const author = await open(true, cast.author.cookies)
    const reader = await open(true, cast.reader.cookies)
    const archivist = await open(true, cast.archivist.cookies)
    for (const step of packs.keys()) {
      // Each field takes the pack after its neighbour's: over all steps, every field takes all of them.
      let at = step
      const shown = await fillStep(house, cast, step, () => packs[at++ % packs.length] ?? [])
      const [pack = []] = packs.slice(step)
      const lists = step % stepsBetweenLists === 0 || step === packs.length - 1
      await Promise.all([
        inTurn(
          () => stranger.visit([...shown.public, ...(lists ? listsOf.stranger : [])]),
          () => typeWrongAsStranger(step, stranger, shown.work, pack),
        ),
        inTurn(
          () => author.visit([...shown.author, ...(lists ? listsOf.author : [])]),
          () => archivist.visit([...shown.archivist, ...(lists ? listsOf.archivist : [])]),
          () => reader.visit(lists ? listsOf.reader : []),
          () => (lists ? author.readFeed(urls.archiveFeed()) : Promise.resolve()),
          () =>
            step % 2
              ? author.visitAnything(echo(step >> 1, pack.join(' ')))
              : typeWrong(step >> 1, author, pack),
        ),
      ])
      for (const { caught } of [stranger, author, reader, archivist]) {
        assert.deepEqual(caught, [], pack.join('\n'))
      }
    }
  } finally {
    await house.close()
  }
})

const listsOf = {
  stranger: [urls.works(), urls.fandoms()],
  author: [urls.desk(), urls.accountPenNames(), urls.newWork(), urls.accountDisclaimers()],
  reader: [urls.notices(), urls.account()],
  archivist: [
    urls.admin(),
    urls.adminSettings(),
    urls.adminRatings(),
    urls.adminWarnings(),
    urls.adminReports(),
    urls.adminAudit(),
    urls.adminOutbox(),
    urls.adminAccounts(),
  ],
}

/** An address that holds a text where a page may show it again. One with NUL is answered in plain text. */
function echo(step: number, text: string): string {
  const given = encodeURIComponent(text.slice(0, 1000).toWellFormed().replaceAll('\0', ''))
  const places = [
    `/works?fandom=${given}&rating=${given}&after=${given}`,
    `/sign-in?back=${given}&did=${given}`,
    `/reading?back=${given}`,
    `/nothing/${given}`,
    `/works/${given}`,
    `/replies?did=${given}`,
    `/desk/works/${given}/images?did=added&image=${given}&alt=${given}`,
    `/r/${given}`,
  ]
  return places[step % places.length] ?? '/'
}

/** Forms that come back because something is wrong with them, holding what was typed. */
async function typeWrong(step: number, trap: Trap, pack: readonly string[]): Promise<void> {
  const text = pack.join('\n')
  const long = text.padEnd(300, 'x')
  const fields = [
    { title: long, fandoms: long, 'own-0': long, summary: text, noteBefore: text, body: text },
    { name: long, about: text },
    { fandom: long, body: text },
    { code: text },
  ]
  const path = [urls.newWork(), urls.accountPenNames(), urls.accountDisclaimers(), urls.replies()]
  const at = step % path.length
  const [where = urls.newWork()] = path.slice(at)
  const action = where === urls.replies() ? urls.repliesEntry() : where
  await trap.send(where, action, fields[at] ?? {})
}

/** The same without an account. The clock of the archive stands still: a guest's comment always comes too quickly. */
async function typeWrongAsStranger(
  step: number,
  trap: Trap,
  work: string,
  pack: readonly string[],
): Promise<void> {
  const text = pack.join('\n')
  if (step % 2) {
    await trap.send(urls.signUp(), urls.signUp(), { email: text, password: text, pen_name: text })
  } else {
    const fields = { name: text, email: text, body: text }
    await trap.send(urls.work(work), urls.comments(work, 1), fields)
  }
}

async function inTurn(...acts: readonly (() => Promise<void>)[]): Promise<void> {
  for (const act of acts) await act()
}
