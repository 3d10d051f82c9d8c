import { readStoryHtml } from '#front-matter/read-html.ts'
import { readStoryText } from '#front-matter/read-text.ts'
import type { FrontMatter } from '#front-matter/front-matter.ts'
import { problem } from './problem-words.ts'
import { decodeBytes, type Encoding } from '#prose/decode.ts'
import { readSource } from '#prose/plain-text.ts'

/** Largest file that is read, in bytes. */
export const mostFileBytes = 10 * 1024 * 1024

export type Refused = 'empty' | 'large' | 'archive' | 'binary'

export type ReadFile = {
  kind: 'read'
  front: FrontMatter
  mediaType: 'text/plain' | 'text/html'
  encoding: Encoding
  /** UTF-8 that had been encoded twice was set right. */
  repaired: boolean
}

/**
 * Reads a story's file, text or HTML. What it is is told by its content, never by its name; packed files (DOCX, EPUB,
 * ZIP…) are refused without being opened. Takes time in proportion to the size. Never throws.
 */
export function readFile(
  bytes: Uint8Array,
  fileName: string,
): ReadFile | { kind: 'refused'; because: Refused } {
  const because = whyNot(bytes)
  if (because) return { kind: 'refused', because }
  const { text, encoding, repaired } = decodeBytes(bytes)
  if (text.trim() === '') return { kind: 'refused', because: 'empty' }
  if (isBinary(text)) return { kind: 'refused', because: 'binary' }
  const { text: source, isHtml } = readSource(text)
  const read = isHtml ? readStoryHtml(source, { fileName }) : readStoryText(source, { fileName })
  const isSurprise = isHtml && /\.te?xt$/i.test(fileName)
  const problems = isSurprise ? [...read.problems, problem('read-as-html')] : read.problems
  const front = { ...read, problems }
  const mediaType = isHtml ? 'text/html' : 'text/plain'
  return { kind: 'read', front, mediaType, encoding, repaired }
}

/** First bytes of files that hold others (PKWARE APPNOTE, RFC 1952, 7z, RAR, XZ, bzip2, Zstandard). */
const archives = ['504b0304', '504b0506', '504b0708', '1f8b', '377abcaf271c', '526172211a07']
  .concat(['fd377a585a00', '425a68', '28b52ffd'])
  .map((hex) => Buffer.from(hex, 'hex'))
/** First bytes of kinds that are no text to us: Word 97, PDF, RTF. */
const others = ['d0cf11e0a1b11ae1', '255044462d', '7b5c727466'].map((hex) =>
  Buffer.from(hex, 'hex'),
)

function whyNot(bytes: Uint8Array): Refused | null {
  if (bytes.length === 0) return 'empty'
  if (bytes.length > mostFileBytes) return 'large'
  const begins = (sign: Uint8Array) => sign.every((byte, at) => bytes[at] === byte)
  // A text may well begin with "BZh…"; only the packed file goes on with a digit and the digits of pi.
  if (archives.some(begins) && !(begins(Buffer.from('BZh')) && bytes[4] !== 0x31)) return 'archive'
  return others.some(begins) ? 'binary' : null
}

/** No text holds NUL, and few hold other controls: page breaks, DOS ends of file and stray ones are let through. */
function isBinary(text: string): boolean {
  if (text.includes('\0')) return true
  const controls = text.match(/[\u0001-\u0008\u000e-\u0019\u001b-\u001f\ufffd]/g)?.length ?? 0
  return controls * 100 > text.length
}
