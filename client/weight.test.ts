import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { loadAssets } from '#web/assets.ts'

const assets = loadAssets()

/** Bytes of a file as small as brotli makes it. */
function weight(name: string): number {
  const found = assets.find(assets.path(name), 'identity')
  assert.ok(found, `there is no ${name}`)
  return brotliCompressSync(found.bytes).length
}

test('all style sheets together weigh at most 6 KB', () => {
  assert.ok(weight('style.css') <= 6 * 1024, `${weight('style.css')} bytes`)
})

test('what a chapter page runs before it is touched weighs at most 1.5 KB', () => {
  const all = ['main.js', 'shortcuts.js', 'keep-form.js'].map(weight)
  const sum = all.reduce((a, b) => a + b)
  assert.ok(sum <= 1.5 * 1024, `${all.join(' + ')} = ${sum} bytes`)
})

test('every font that the style sheets name is bundled, and every bundled one is named', () => {
  const json = readFileSync(new URL('fonts.json', import.meta.url), 'utf8')
  const sheet = readFileSync(new URL('css/fonts.css', import.meta.url), 'utf8')
  const named = [...sheet.matchAll(/url\(\/assets\/fonts\/([^)]+)\)/g)].map(([, name]) => name)
  assert.deepEqual(named.toSorted(), Object.keys(JSON.parse(json) as object).toSorted())
})

test('the style sheets point to nothing but files of the site, each under its hashed name', () => {
  const found = assets.find(assets.path('style.css'), 'identity')
  const css = new TextDecoder().decode(found?.bytes)
  const urls = [...css.matchAll(/url\(([^)]*)\)/g)].map(([, url = '']) => url)
  assert.ok(urls.length > 0)
  for (const url of urls) assert.match(url, /^\/assets\/fonts\/[a-z0-9-]+\.[0-9a-f]{10}\.woff2$/)
  assert.doesNotMatch(css, /@import/)
})
