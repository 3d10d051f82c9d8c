import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

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

/** For what is kept and served many times; `best` for what never changes. */
export function compressWell(
  bytes: Uint8Array,
  encoding: Encoding,
  { best = false }: { best?: boolean } = {},
): Uint8Array {
  if (encoding === 'br') {
    return brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: best ? 11 : 6,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    })
  }
  return encoding === 'gzip' ? gzipSync(bytes, { level: best ? 9 : 6 }) : bytes
}

/** For what is served once: the level that costs least. */
export function compressFast(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  if (bytes.length < 1024) return bytes
  if (encoding === 'br') {
    return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
  }
  return encoding === 'gzip' ? gzipSync(bytes, { level: 1 }) : bytes
}
