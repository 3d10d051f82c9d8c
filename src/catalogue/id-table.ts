import { bytes, grown, integers } from './arrays.ts'
import { packedLength, packId, unpackId } from '#shared/packed-ids.ts'

/**
 * Ids and the numbers that they were given, counted from 0: 18 bytes an id. Ids that are not 16 letters of our alphabet
 * stand in maps beside. Plain data: a thread can be given it, a file can keep it.
 */
export type IdTable = {
  count: number
  packed: Uint8Array
  /** Open addressing: number + 1, or 0 for an empty place. */
  slots: Int32Array
  odd: Map<string, number>
  oddIds: Map<number, string>
}

/** Three of four places are taken when as many ids are there as were expected. */
const placesFor = (ids: number) => Math.max(128, Math.ceil(ids / 0.75))
const mostTaken = 0.85

export function makeIdTable(expected = 64): IdTable {
  return {
    count: 0,
    packed: bytes(Math.max(64, expected) * packedLength),
    slots: integers(placesFor(expected)),
    odd: new Map(),
    oddIds: new Map(),
  }
}

/** A table of its own with the ids that there are now. */
export function copyIds(table: IdTable): IdTable {
  const packed = bytes(Math.max(64, table.count) * packedLength)
  packed.set(table.packed.subarray(0, packed.length))
  const slots = integers(table.slots.length)
  slots.set(table.slots)
  return {
    count: table.count,
    packed,
    slots,
    odd: new Map(table.odd),
    oddIds: new Map(table.oddIds),
  }
}

/** Lets go of room for ids that are not there. */
export function trimIds(table: IdTable): void {
  if (table.slots.length > placesFor(table.count)) spread(table, table.count)
  const length = Math.max(64, table.count) * packedLength
  if (table.packed.length <= length) return
  const own = bytes(length)
  own.set(table.packed.subarray(0, length))
  table.packed = own
}

const scratch = new Uint8Array(packedLength)

/** The number of an id, or -1. */
export function findId(table: IdTable, id: string): number {
  if (!packId(id, scratch, 0)) return table.odd.get(id) ?? -1
  return findPacked(table, scratch, 0)
}

/** The number of the id whose 10 bytes stand at `at`, or -1. */
export function findPacked(table: IdTable, from: Uint8Array, at: number): number {
  const { slots, packed } = table
  for (let place = hash(from, at) % slots.length; ; place = after(place, slots)) {
    const number = (slots[place] ?? 0) - 1
    if (number < 0) return -1
    if (isSame(packed, number * packedLength, from, at)) return number
  }
}

/** The number of an id; a new one gets the next number. */
export function addId(table: IdTable, id: string): number {
  const isPacked = packId(id, scratch, 0)
  const known = isPacked ? findPacked(table, scratch, 0) : (table.odd.get(id) ?? -1)
  if (known >= 0) return known
  const number = table.count++
  if ((number + 1) * packedLength > table.packed.length) {
    const larger = bytes(grown(table.packed.length))
    larger.set(table.packed)
    table.packed = larger
  }
  if (!isPacked) {
    table.odd.set(id, number)
    table.oddIds.set(number, id)
    return number
  }
  table.packed.set(scratch, number * packedLength)
  if (table.count > table.slots.length * mostTaken) spread(table, grown(table.count))
  else take(table.slots, table.packed, number)
  return number
}

export function idAt(table: IdTable, number: number): string {
  return table.oddIds.get(number) ?? unpackId(table.packed, number * packedLength)
}

const after = (place: number, slots: Int32Array) => (place + 1 === slots.length ? 0 : place + 1)

function spread(table: IdTable, expected: number): void {
  const slots = integers(placesFor(expected))
  for (let number = 0; number < table.count; number++) {
    if (!table.oddIds.has(number)) take(slots, table.packed, number)
  }
  table.slots = slots
}

function take(slots: Int32Array, packed: Uint8Array, number: number): void {
  let place = hash(packed, number * packedLength) % slots.length
  while (slots[place] !== 0) place = after(place, slots)
  slots[place] = number + 1
}

/** Spreads ids that are not chance too (MurmurHash3's finalizer). */
function hash(from: Uint8Array, at: number): number {
  const byte = (index: number) => from[at + index] ?? 0
  let value =
    (byte(9) | (byte(8) << 8) | (byte(7) << 16) | (byte(6) << 24)) ^
    Math.imul(byte(3) | (byte(2) << 8) | (byte(1) << 16) | (byte(0) << 24), 0x9e3779b1) ^
    Math.imul(byte(4) | (byte(5) << 8), 0x27d4eb2f)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

function isSame(one: Uint8Array, at: number, other: Uint8Array, from: number): boolean {
  for (let index = 0; index < packedLength; index++) {
    if (one[at + index] !== other[from + index]) return false
  }
  return true
}
