import { brotliDecompressSync } from 'node:zlib'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { urls } from '#urls.ts'
import { type Fetched, fetchRaw, fetchSettled } from './fetch.ts'
import type { Line } from './line.ts'
import type { Served } from './process.ts'
import { startTweed } from './servers.ts'
import type { Benchmark } from './stage.ts'

/** What a page makes a browser get, by what it is for. */
type Wanted = { styles: string[]; scripts: string[]; pictures: string[] }

/** What the chapter page weighs on the wire, with everything that it makes a browser get. */
export const weight: Benchmark = async ({ archive }) => {
  const server = await startTweed(archive.folder)
  try {
    const path = urls.chapter(archive.works[0].id, 1)
    const first = await fetchRaw(server, path, 'br')
    const page = await fetchSettled(server, path)
    const wanted = findWanted(textOf(page))
    const styles = await fetchAll(server, wanted.styles)
    const scripts = await fetchModules(server, wanted.scripts)
    const pictures = await fetchAll(server, wanted.pictures)
    const fonts = await fetchAll(server, [...styles.values()].flatMap(inSheet))
    const foreign = [...wanted.styles, ...wanted.scripts, ...wanted.pictures].filter(isForeign)
    const inPage = [...textOf(page).matchAll(/\b(?:src|srcset|poster|data)="(?:https?:)?\/\//g)]
    const sum = (files: ReadonlyMap<string, Fetched>) =>
      [...files.values()].reduce((bytes, file) => bytes + file.bytes.length, 0)
    const total = page.bytes.length + sum(styles) + sum(scripts)
    const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)
    const lines: Line[] = [
      {
        bench: 'weight',
        what: 'HTML, CSS and JavaScript',
        value: total / 1000,
        unit: 'KB',
        target: { is: 'at most', limit: 20 },
        detail:
          `HTML ${kilobytes(page.bytes.length)} (${kilobytes(textOf(page).length)} before brotli; ${kilobytes(first.bytes.length)} in the first second after a change), CSS ${kilobytes(sum(styles))}, ` +
          `${scripts.size} modules ${kilobytes(sum(scripts))}, even those fetched on use alone`,
      },
      {
        bench: 'weight',
        what: 'files from third parties',
        value: foreign.length + inPage.length,
        unit: 'files',
        target: { is: 'at most', limit: 0 },
        detail: `besides: pictures ${kilobytes(sum(pictures))} KB; ${fonts.size} fonts ${kilobytes(sum(fonts))} KB, of which a browser gets what it shows`,
      },
    ]
    return lines
  } finally {
    await server.stop()
  }
}

const isForeign = (address: string) => /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(address)

function textOf({ bytes, headers }: Fetched): string {
  const plain = headers.get('content-encoding') === 'br' ? brotliDecompressSync(bytes) : bytes
  return Buffer.from(plain).toString()
}

async function fetchAll(
  server: Served,
  addresses: readonly string[],
): Promise<Map<string, Fetched>> {
  const found = new Map<string, Fetched>()
  for (const address of new Set(addresses)) {
    if (!isForeign(address)) found.set(address, await fetchRaw(server, address, 'br'))
  }
  return found
}

/** Modules with all that they import, at once or later. */
async function fetchModules(
  server: Served,
  roots: readonly string[],
): Promise<Map<string, Fetched>> {
  const found = new Map<string, Fetched>()
  const waiting = [...roots]
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (found.has(address) || isForeign(address)) continue
    const module = await fetchRaw(server, address, 'br')
    found.set(address, module)
    for (const [, to] of textOf(module).matchAll(/["'](\/assets\/[^"']+\.js)["']/g)) {
      if (to) waiting.push(to)
    }
  }
  return found
}

const inSheet = (sheet: Fetched): string[] =>
  [...textOf(sheet).matchAll(/url\(["']?([^)"']+)["']?\)/g)].map(([, address]) => address ?? '')

function findWanted(markup: string): Wanted {
  const wanted: Wanted = { styles: [], scripts: [], pictures: [] }
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) {
      const get = (name: string) => node.attrs.find((one) => one.name === name)?.value ?? ''
      if (node.tagName === 'link' && get('rel') === 'stylesheet') wanted.styles.push(get('href'))
      if (node.tagName === 'link' && get('rel') === 'icon') wanted.pictures.push(get('href'))
      if (node.tagName === 'script' && get('src')) wanted.scripts.push(get('src'))
      if (node.tagName === 'img') wanted.pictures.push(get('src'))
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
  }
  visit(parse(markup))
  return wanted
}
