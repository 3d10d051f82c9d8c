import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

export type ZipEntry = { name: string; bytes: Uint8Array; stored?: boolean }

const utf8Names = 0x800

/** Date and time as ZIP holds them: two seconds exact, none before 1980. */
function dosTime(at: Date): { time: number; date: number } {
  const year = Math.min(2107, Math.max(1980, at.getUTCFullYear()))
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  }
}

/**
 * A ZIP file of these entries in this order, all with one time (UTC): the same entries give the same bytes. At most
 * 65,535 entries and 4 GiB (APPNOTE 6.3, without ZIP64). Compression runs beside the event loop.
 */
export async function makeZip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  at: Date,
): Promise<Buffer> {
  const { time, date } = dosTime(at)
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  let count = 0
  for await (const { name, bytes, stored = false } of entries) {
    const packed = stored ? Buffer.from(bytes) : await deflate(bytes)
    const named = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(utf8Names, 2)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt16LE(time, 6)
    common.writeUInt16LE(date, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(named.length, 22)
    const end = Buffer.alloc(14)
    end.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, end, named)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), common, named, packed)
    offset += 30 + named.length + packed.length
    count++
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const last = Buffer.alloc(22)
  last.write('PK\x05\x06', 'latin1')
  last.writeUInt16LE(count, 8)
  last.writeUInt16LE(count, 10)
  last.writeUInt32LE(size, 12)
  last.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, last])
}
