import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { mostPictureBytes, readPicture } from './picture.ts'

const place = 'GPS 54.97 N 1.61 W'

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function png(...extra: Buffer[]): Buffer {
  const header = Buffer.from('00000001000000010800000000', 'hex')
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function segment(marker: number, data: string | Buffer): Buffer {
  const body = typeof data === 'string' ? Buffer.from(data, 'latin1') : data
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

const scan = Buffer.concat([segment(0xda, 'scan'), Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4])])
const endOfJpeg = Buffer.from([0xff, 0xd9])

function jpeg(...extra: Buffer[]): Buffer {
  const start = Buffer.from([0xff, 0xd8])
  const jfif = segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0')
  return Buffer.concat([start, jfif, ...extra, segment(0xdb, 'table'), scan, endOfJpeg])
}

function exif(way: number, little: boolean): Buffer {
  const tiff = Buffer.alloc(26 + place.length)
  tiff.write(little ? 'II' : 'MM', 'latin1')
  const u16 = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  if (little) tiff.writeUInt32LE(8, 4)
  else tiff.writeUInt32BE(8, 4)
  u16(1, 8)
  u16(0x0112, 10)
  u16(3, 12)
  u16(way, 18)
  tiff.write(place, 26, 'latin1')
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]))
}

function webp(...chunks: [string, Buffer][]): Buffer {
  const body = chunks.map(([type, data]) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(data.length)
    return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length % 2)])
  })
  const all = Buffer.concat([Buffer.from('WEBP'), ...body])
  const head = Buffer.alloc(8)
  head.write('RIFF')
  head.writeUInt32LE(all.length, 4)
  return Buffer.concat([head, all])
}

const gifHead = Buffer.concat([
  Buffer.from('GIF89a'),
  Buffer.from('01000100800000000000ffffff', 'hex'),
])
const gifImage = Buffer.from('2c00000000010001000002024401003b', 'hex')

function clean(bytes: Uint8Array, type: string): Buffer {
  const picture = readPicture(bytes)
  assert.equal(picture?.mediaType, type)
  return Buffer.from(picture?.bytes ?? [])
}

test('a PNG comes through to the byte, without its texts, Exif, time and named profiles', () => {
  const extra = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'prVt', 'iCCP', 'sPLT'].map((type) =>
    chunk(type, Buffer.from(place)),
  )
  const gamma = chunk('gAMA', Buffer.from('0000b18f', 'hex'))
  assert.deepEqual(clean(png(gamma, ...extra), 'image/png'), png(gamma))
  const trailing = Buffer.concat([png(), Buffer.from('<script>')])
  assert.deepEqual(clean(trailing, 'image/png'), png())
})

test('a JPEG loses Exif, XMP, IPTC, profiles, comments and what hangs on its heads, before and between its scans', () => {
  const xmp = segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${place}`)
  const iptc = segment(0xed, `Photoshop 3.0\0${place}`)
  const comment = segment(0xfe, place)
  const profile = segment(0xe2, 'ICC_PROFILE\0\x01\x01data')
  const adobe = 'Adobe\0\x64\0\0\0\0\x01'
  const dirty = jpeg(exif(1, true), xmp, iptc, comment, profile, segment(0xee, adobe + place))
  assert.deepEqual(clean(dirty, 'image/jpeg'), jpeg(segment(0xee, adobe)))
  const plain = jpeg()
  const hung = Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe0, `JFIF\0\x01\x01\0\0\x01\0\x01\x02\x01${place}`),
    plain.subarray(20),
  ])
  assert.deepEqual(clean(hung, 'image/jpeg'), plain)
  const body = jpeg().subarray(0, -2)
  const later = Buffer.concat([body, comment, scan, endOfJpeg, Buffer.from(place)])
  assert.deepEqual(clean(later, 'image/jpeg'), Buffer.concat([body, scan, endOfJpeg]))
})

test('a JPEG stays the right way up, and tells nothing else', () => {
  for (const little of [true, false]) {
    const once = clean(jpeg(exif(6, little)), 'image/jpeg')
    assert.ok(!once.includes(place))
    assert.ok(once.includes(Buffer.from('01120003000000010006', 'hex')))
    assert.deepEqual(clean(once, 'image/jpeg'), once)
  }
})

test('a WebP loses Exif, XMP and its profile, and its header no longer announces them', () => {
  const flags = (value: number) => Buffer.from([value, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  const dirty = webp(
    ['VP8X', flags(0x2c)],
    ['ICCP', Buffer.from('profile')],
    ['VP8 ', Buffer.from('picture')],
    ['EXIF', Buffer.from(place)],
    ['XMP ', Buffer.from(place)],
  )
  const expected = webp(['VP8X', flags(0x00)], ['VP8 ', Buffer.from('picture')])
  assert.deepEqual(clean(dirty, 'image/webp'), expected)
})

test('a GIF loses comments and XMP, and goes on running', () => {
  const loop = Buffer.from('21ff0b4e45545343415045322e300301000000', 'hex')
  const comment = Buffer.concat([
    Buffer.from([0x21, 0xfe, place.length]),
    Buffer.from(`${place}\0`),
  ])
  const dirty = Buffer.concat([gifHead, loop, comment, gifImage, Buffer.from(place)])
  assert.deepEqual(clean(dirty, 'image/gif'), Buffer.concat([gifHead, loop, gifImage]))
})

test('what is no picture, is cut off or too large is refused', () => {
  const samples: Record<string, Uint8Array> = {
    svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    html: Buffer.from('<!doctype html><script>1</script>'),
    avif: Buffer.from('0000001c667479706176696600000000', 'hex'),
    empty: new Uint8Array(),
    'cut png': png().subarray(0, -4),
    'cut jpeg': jpeg().subarray(0, -2),
    'cut gif': Buffer.concat([gifHead, gifImage]).subarray(0, -2),
    'cut webp': webp(['VP8 ', Buffer.from('picture')]).subarray(0, -4),
    'large png': png(chunk('tEXt', Buffer.alloc(mostPictureBytes))),
  }
  for (const [name, bytes] of Object.entries(samples)) assert.equal(readPicture(bytes), null, name)
})

test('no bytes behind a picture’s sign make the walk fail, and cleaning twice is cleaning once', () => {
  const signs = ['89504e470d0a1a0a', 'ffd8ff', '474946383961', '52494646'].map((sign) =>
    Buffer.from(sign, 'hex'),
  )
  const whole = [png(), jpeg(exif(3, true)), Buffer.concat([gifHead, gifImage])]
  const bytes = fc.oneof(
    fc.tuple(fc.constantFrom(...signs), fc.uint8Array({ maxLength: 80 })).map(Buffer.concat),
    fc.tuple(fc.constantFrom(...whole), fc.nat(200), fc.nat(255)).map(([picture, at, value]) => {
      const changed = Buffer.from(picture)
      changed[at % picture.length] = value
      return changed
    }),
  )
  fc.assert(
    fc.property(bytes, (given) => {
      const picture = readPicture(given)
      if (picture) assert.deepEqual(readPicture(picture.bytes), picture)
    }),
  )
})
