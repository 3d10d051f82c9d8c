import { stripGif } from './picture-gif.ts'
import { stripJpeg } from './picture-jpeg.ts'
import { stripPng } from './picture-png.ts'
import { stripWebp } from './picture-webp.ts'

export const mostPictureBytes = 2 * 1024 * 1024

export type Picture = {
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  bytes: Uint8Array
}

const kinds: readonly (readonly [
  Picture['mediaType'],
  string,
  (bytes: Buffer) => Buffer | null,
])[] = [
  ['image/png', '89504e470d0a1a0a', stripPng],
  ['image/jpeg', 'ffd8ff', stripJpeg],
  ['image/gif', '474946383761', stripGif],
  ['image/gif', '474946383961', stripGif],
  ['image/webp', '52494646', stripWebp],
]

/**
 * Reads an uploaded picture. What it is is told by its first bytes, never by its name. What cameras and programs write
 * beside the picture (place, time, device, comments) is left out; the picture itself stays to the byte. Null for
 * anything else, for a file over 2 MB, and for one whose parts do not fit together: what can't be walked can't be
 * cleaned. SVG and AVIF are not taken.
 */
export function readPicture(file: Uint8Array): Picture | null {
  if (file.length > mostPictureBytes) return null
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const hex = bytes.subarray(0, 8).toString('hex')
  for (const [mediaType, sign, strip] of kinds) {
    if (!hex.startsWith(sign)) continue
    const clean = strip(bytes)
    return clean && { mediaType, bytes: clean }
  }
  return null
}
