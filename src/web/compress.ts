import { promisify } from 'node:util'
import {
  brotliCompress,
  brotliCompressSync,
  brotliDecompress,
  constants,
  gunzip,
  gzip,
  gzipSync,
} from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'identity'

/** Clients say one of a few things, on every request. */
const chosen = new Map<string, Encoding>()
const mostChosen = 100

/** The best encoding that the client takes: brotli, else gzip, else none (RFC 9110, section 12.5.3). */
export function chooseEncoding(accepted: string | undefined): Encoding {
  if (!accepted) return 'identity'
  const known = chosen.get(accepted)
  if (known) return known
  const encoding = readEncoding(accepted)
  if (chosen.size < mostChosen && accepted.length < 100) chosen.set(accepted, encoding)
  return encoding
}

function readEncoding(accepted: string): Encoding {
  const taken = new Map<string, number>()
  for (const part of accepted.toLowerCase().split(',', 20)) {
    const [name = '', ...parameters] = part.split(';')
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
    taken.set(name.trim(), quality ? Number(quality.trim().slice(2)) : 1)
  }
  const takes = (name: string) => (taken.get(name) ?? taken.get('*') ?? 0) > 0
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : 'identity'
}

/** A window larger than the text finds nothing more, and costs megabytes (RFC 7932, section 9.1). */
const windowFor = (length: number) => Math.min(18, Math.max(10, Math.ceil(Math.log2(length + 1))))

const text = (quality: number, length: number) => ({
  params: {
    [constants.BROTLI_PARAM_LGWIN]: windowFor(length),
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: length,
  },
})

/** For what never changes: as small as it gets, whatever it takes. */
export function compressBest(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === 'br') return brotliCompressSync(bytes, text(11, bytes.length))
  return encoding === 'gzip' ? gzipSync(bytes, { level: 9 }) : bytes
}

const later = { br: promisify(brotliCompress), gzip: promisify(gzip) }
const undo = { br: promisify(brotliDecompress), gzip: promisify(gunzip) }

/**
 * What was compressed in a hurry, compressed well: for pages that are served many times. In a thread of its own, about
 * ten milliseconds for a chapter.
 */
export async function compressAgain(
  bytes: Uint8Array,
  encoding: 'br' | 'gzip',
): Promise<Uint8Array> {
  const plain = await undo[encoding](bytes)
  return encoding === 'br'
    ? later.br(plain, text(10, plain.length))
    : later.gzip(plain, { level: 9 })
}

/** For what is made while a reader waits: the level that costs least. */
export function compressFast(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === 'br') {
    return brotliCompressSync(bytes, text(1, bytes.length))
  }
  return encoding === 'gzip' ? gzipSync(bytes, { level: 1 }) : bytes
}
