import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { compressBest, type Encoding } from './compress.ts'

/** A file that the site serves under a name that holds its hash, so that it can be kept for ever. */
type Asset = { type: string; bytes: Uint8Array; compressed: Map<Encoding, Uint8Array> }

export type Assets = {
  /** The path under `/assets/` of a file: `style.css`, `main.js`, `mark.svg`, `fonts/NAME.woff2`. */
  path(name: string): string
  find(
    path: string,
    encoding: Encoding,
  ): { type: string; bytes: Uint8Array; encoding: Encoding } | null
  /** Changes when any file changes. */
  readonly version: string
}

const root = new URL('../../', import.meta.url).pathname
const client = join(root, 'client')
const require = createRequire(import.meta.url)

/** Reads style sheets, modules, pictures and fonts once, at start. Compresses them when they are first asked for. */
export function loadAssets(): Assets {
  const byPath = new Map<string, Asset>()
  const paths = new Map<string, string>()
  const add = (name: string, type: string, bytes: Uint8Array) => {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
    const dot = name.lastIndexOf('.')
    const path = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`
    paths.set(name, path)
    byPath.set(path, { type, bytes, compressed: new Map() })
    return path
  }
  for (const [name, file] of Object.entries(readJson<Record<string, string>>('fonts.json', {}))) {
    add(`fonts/${name}`, 'font/woff2', readFileSync(require.resolve(file)))
  }
  const images = join(client, 'images')
  for (const name of existsSync(images) ? readdirSync(images) : []) {
    if (name.endsWith('.svg')) add(name, 'image/svg+xml', readFileSync(join(images, name)))
  }
  const sheets = readJson<string[]>('css/order.json', []).map((name) =>
    readFileSync(join(client, 'css', name), 'utf8'),
  )
  // Hashed names of what the sheets point to.
  const css = minify(sheets.join('\n')).replace(
    /url\(["']?\/assets\/([^)"']+)["']?\)/g,
    (_, name: string) => `url(/assets/${paths.get(name) ?? name})`,
  )
  add('style.css', 'text/css; charset=utf-8', Buffer.from(css))
  loadModules(add)
  const version = createHash('sha256')
    .update([...paths.values()].join())
    .digest('hex')
    .slice(0, 8)
  return {
    version,
    path(name) {
      const path = paths.get(name)
      if (!path) throw new Error(`there is no asset ${name}`)
      return path
    },
    find(path, wanted) {
      const asset = byPath.get(path)
      if (!asset) return null
      const encoding = asset.type === 'font/woff2' ? 'identity' : wanted
      const kept = asset.compressed.get(encoding) ?? compressBest(asset.bytes, encoding)
      asset.compressed.set(encoding, kept)
      return { type: asset.type, bytes: kept, encoding }
    },
  }
}

/**
 * A module without its types. What was stripped once is read from beside the compile cache: the tool that strips weighs
 * more than all the pages' scripts together. A folder that can't be written is done without.
 */
function stripTypes(source: string): string {
  const key = createHash('sha256').update(`${process.version}\0${source}`).digest('hex')
  const folder = join(root, '.cache', 'client')
  const file = join(folder, `${key}.js`)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const script = stripTypeScriptTypes(source)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${file}.${process.pid}`, script)
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    // Stripped again at the next start.
  }
  return script
}

/** Client modules, types stripped; each import is rewritten to the hashed name of what it imports, leaves first. */
function loadModules(add: (name: string, type: string, bytes: Uint8Array) => string): void {
  const sources = new Map<string, string>()
  for (const name of existsSync(client) ? readdirSync(client) : []) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
    const script = stripTypes(readFileSync(join(client, name), 'utf8'))
    sources.set(
      name,
      script.replace(/^[ \t]*\/\/.*$|\/\*[^]*?\*\//gm, '').replace(/\s*\n\s*/g, '\n'),
    )
  }
  const made = new Map<string, string>()
  const make = (name: string, above: readonly string[]): string => {
    const kept = made.get(name)
    if (kept) return kept
    const source = sources.get(name)
    if (source === undefined || above.includes(name))
      throw new Error(`client/${name} can't be imported`)
    const linked = source.replace(
      /(['"])\.\/([a-z0-9-]+\.ts)\1/g,
      (_, quote: string, to: string) => `${quote}/assets/${make(to, [...above, name])}${quote}`,
    )
    const path = add(
      name.replace(/\.ts$/, '.js'),
      'text/javascript; charset=utf-8',
      Buffer.from(linked),
    )
    made.set(name, path)
    return path
  }
  for (const name of sources.keys()) make(name, [])
}

function readJson<T>(name: string, otherwise: T): T {
  const file = join(client, name)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : otherwise
}

/** Takes out comments and the space between rules; strings are left as they are. */
export function minify(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/("[^"\n]*"|'[^'\n]*')|\s+/g, (_, string?: string) => string ?? ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/;}/g, '}')
    .trim()
}
