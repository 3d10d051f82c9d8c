import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { LogPlace } from '#storage/follow-log.ts'
import { turn } from '#shared/turn.ts'
import { bytes, integers, shorts, words } from './arrays.ts'
import { type Base, buildBase } from './base.ts'
import { RowsBuilder } from './rows.ts'
import { type TermData, Terms } from './terms.ts'

/** A base, the terms as they were when it was built, and the place in the log of changes that both stand for. */
export type Snapshot = { readonly base: Base; readonly terms: TermData; readonly place: LogPlace }

const magic = 0x54574443
/** To be raised when what an array means changes; new and other arrays are noticed without it. */
const version = 1
const preambleBytes = 20
const mostHeaderBytes = 256 * 1024 * 1024
const chunkBytes = 8 * 1024 * 1024

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array
const makers = { Uint8Array, Uint16Array, Uint32Array, Int32Array } as const
const makeOf = {
  Uint8Array: bytes,
  Uint16Array: shorts,
  Uint32Array: words,
  Int32Array: integers,
} as const
type Kind = keyof typeof makers
type Described = { kind: Kind; length: number; crc: number }

const kindOf = (value: unknown): Kind | null =>
  (Object.keys(makers) as Kind[]).find((kind) => value instanceof makers[kind]) ?? null

/**
 * Writes a snapshot beside the archive. Whole or not at all: under another name first, then renamed. Throws what the system
 * says. Between pieces others get their turn; what is written must not change meanwhile but for what the log tells again.
 *
 * Layout, all numbers little-endian: magic, version, bytes of the header, CRC-32 of the header, CRC-32 of its shape (32 bits
 * each); the header (JSON); the arrays one after the other, each on a multiple of eight bytes.
 */
export async function writeSnapshot(file: string, snapshot: Snapshot): Promise<void> {
  const arrays: Numbers[] = []
  const data = JSON.stringify(snapshot, (_, value: unknown) => {
    if (value instanceof Map) return { $map: [...(value as Map<unknown, unknown>)] }
    if (kindOf(value) === null) return value
    arrays.push(value as Numbers)
    return { $array: arrays.length - 1 }
  })
  const described: Described[] = []
  for (const array of arrays)
    described.push({
      kind: kindOf(array) ?? 'Uint8Array',
      length: array.length,
      crc: await crcOf(array),
    })
  const header = Buffer.from(JSON.stringify({ data, arrays: described }))
  const preamble = Buffer.alloc(preambleBytes)
  for (const [at, value] of [magic, version, header.length, crc32(header), shape()].entries())
    preamble.writeUInt32LE(value, at * 4)
  const unfinished = `${file}.new`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.write(preamble)
    await handle.write(header)
    let at = preambleBytes + header.length
    for (const array of arrays) {
      at = aligned(at)
      for (const piece of piecesOf(array)) {
        await handle.write(piece, 0, piece.length, at)
        at += piece.length
      }
    }
    await handle.sync()
    await handle.close()
    await rename(unfinished, file)
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(unfinished, { force: true })
    throw error
  }
}

/** The snapshot of a file; null where there is none, or none that can be trusted to the last byte. Never throws. */
export async function readSnapshot(file: string): Promise<Snapshot | null> {
  let handle: FileHandle | null = null
  try {
    handle = await open(file, 'r')
    return await read(handle)
  } catch {
    return null
  } finally {
    await handle?.close().catch(() => {})
  }
}

async function read(handle: FileHandle): Promise<Snapshot | null> {
  const { size } = await handle.stat()
  const preamble = Buffer.alloc(preambleBytes)
  await handle.read(preamble, 0, preambleBytes, 0)
  const number = (at: number) => preamble.readUInt32LE(at * 4)
  if (number(0) !== magic || number(1) !== version || number(4) !== shape()) return null
  const headerBytes = number(2)
  if (headerBytes > Math.min(size, mostHeaderBytes)) return null
  const header = Buffer.alloc(headerBytes)
  await handle.read(header, 0, headerBytes, preambleBytes)
  if (crc32(header) !== number(3)) return null
  const { data, arrays: described } = JSON.parse(header.toString()) as {
    data: string
    arrays: Described[]
  }
  let at = preambleBytes + headerBytes
  const arrays: Numbers[] = []
  for (const { kind, length, crc } of described) {
    at = aligned(at)
    if (at + length * makers[kind].BYTES_PER_ELEMENT > size) return null
    const array = makeOf[kind](length)
    for (const piece of piecesOf(array)) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, at)
      if (bytesRead !== piece.length) return null
      at += piece.length
    }
    if ((await crcOf(array)) !== crc) return null
    arrays.push(array)
  }
  return JSON.parse(data, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('$map' in value) return new Map(value.$map as [unknown, unknown][])
    return '$array' in value ? arrays[value.$array as number] : value
  }) as Snapshot
}

const aligned = (at: number) => Math.ceil(at / 8) * 8

function* piecesOf(array: Numbers): Generator<Uint8Array> {
  const whole = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let from = 0; from < whole.length; from += chunkBytes)
    yield whole.subarray(from, from + chunkBytes)
}

async function crcOf(array: Numbers): Promise<number> {
  let crc = 0
  for (const piece of piecesOf(array)) {
    crc = crc32(piece, crc)
    if (piece.length === chunkBytes) await turn()
  }
  return crc
}

/** What a snapshot is made of in this version: names of all arrays, and of what else there is. */
function shape(): number {
  const terms = new Terms()
  const empty = { base: buildBase(new RowsBuilder().done(), terms), terms: terms.data() }
  const names: string[] = []
  JSON.stringify(empty, (name, value: unknown) => {
    if (/^\d+$/.test(name)) return undefined
    names.push(name)
    return kindOf(value) === null ? value : undefined
  })
  return crc32(names.join())
}
