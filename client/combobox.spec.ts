import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { loadAssets } from '#web/assets.ts'
import { launchBrowser } from '../test/support/browser.ts'

const names = ['Mara Vey', 'Mara & Tamsin', 'Marrow'].map((value) => ({
  value,
  label: value,
  leadsTo: value === 'Marrow' ? 'The Marrow King' : null,
}))
const assets = loadAssets()
const page = `<!doctype html><html lang="en"><title>Find works</title>
<link rel="stylesheet" href="/assets/${assets.path('style.css')}">
<script type="module" src="/assets/${assets.path('main.js')}"></script>
<main><h1>Find works</h1><form action="/works"><label for="with">With characters</label>
<input id="with" name="character-name" list="names" data-suggest="/tags/suggest?kind=character">
<datalist id="names"><option value="Mara Vey"></datalist><button>Apply</button></form></main></html>`

let browser: Browser
let server: Server
let origin = ''

before(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    const asset = assets.find(url.pathname.replace('/assets/', ''), 'identity')
    const typed = (url.searchParams.get('q') ?? '').toLowerCase()
    const suggestions = names.filter(({ value }) => value.toLowerCase().startsWith(typed))
    if (asset) response.setHeader('content-type', asset.type).end(asset.bytes)
    else if (url.pathname === '/tags/suggest') response.end(JSON.stringify({ suggestions }))
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

async function onPage(act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext()
  try {
    const opened = await context.newPage()
    await opened.goto(origin)
    await opened.locator('input[role=combobox]').waitFor()
    await act(opened)
  } finally {
    await context.close()
  }
}

test('names are suggested, chosen with the keyboard, sent under the name of the field', () =>
  onPage(async (opened) => {
    const field = opened.getByRole('combobox', { name: 'With characters' })
    await field.pressSequentially('mar')
    await opened.getByRole('option').nth(2).waitFor()
    assert.equal(await opened.getByRole('status').textContent(), 'Suggestions: 3')
    assert.equal(await opened.getByRole('option').nth(2).textContent(), 'Marrow → The Marrow King')
    assert.equal(await field.getAttribute('aria-activedescendant'), null, 'nothing chosen yet')
    await field.press('ArrowDown')
    await field.press('ArrowDown')
    const active = await field.getAttribute('aria-activedescendant')
    assert.equal(await opened.locator(`[id="${active}"]`).textContent(), 'Mara & Tamsin')
    await field.press('Enter')
    assert.equal(await field.getAttribute('aria-expanded'), 'false')
    await field.pressSequentially('marr')
    await opened.getByRole('option', { name: 'Marrow' }).click()
    await opened.getByRole('button', { name: 'Remove Mara & Tamsin' }).waitFor()
    await field.pressSequentially('mara')
    await opened.getByRole('option', { name: 'Mara Vey' }).waitFor()
    await field.press('Enter')
    await opened.waitForURL('**/works?*')
    const sent = new URL(opened.url()).searchParams.getAll('character-name')
    assert.deepEqual(sent, ['Mara & Tamsin', 'Marrow', 'mara'], 'what was typed goes as it is')
  }))

test('what was chosen can be taken away; escape closes the list, then empties the field', () =>
  onPage(async (opened) => {
    const field = opened.getByRole('combobox')
    await field.pressSequentially('mara v')
    await opened.getByRole('option').click()
    await opened.getByRole('button', { name: 'Remove Mara Vey' }).click()
    assert.equal(await opened.locator('[type=hidden]').count(), 0)
    await field.pressSequentially('m')
    await opened.getByRole('option').first().waitFor()
    await field.press('Escape')
    assert.equal(await opened.getByRole('option').count(), 0)
    assert.equal(await field.inputValue(), 'm')
    await field.press('Escape')
    assert.equal(await field.inputValue(), '')
  }))

test('axe finds nothing, with the list open and a name chosen', () =>
  onPage(async (opened) => {
    const field = opened.getByRole('combobox')
    assert.equal(await field.getAttribute('list'), null, 'the browser’s own list is gone')
    await field.pressSequentially('mara v')
    await opened.getByRole('option').click()
    await field.pressSequentially('mar')
    await opened.getByRole('option').first().waitFor()
    await field.press('ArrowDown')
    await opened.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') })
    const found = await opened.evaluate<string[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html)))`,
    )
    assert.deepEqual(found, [])
  }))
