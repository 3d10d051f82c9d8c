import { Column } from './arrays.ts'
import { addId, makeIdTable } from './id-table.ts'
import { foldName } from './suggest-fold.ts'
import type { SuggestEntry, SuggestKind } from './suggest-index.ts'

export const suggestKinds: readonly SuggestKind[] = [
  'fandom',
  'relationship',
  'character',
  'additional',
]

const thirtyTwo = (length: number) => new Uint32Array(length)
const eight = (length: number) => new Uint8Array(length)

/** Entries in the order in which they came, their ids numbered; one row of each column for each. */
export type Read = ReturnType<typeof readEntries>

/** Reads entries once; of those with one id the first. */
export function readEntries(entries: Iterable<SuggestEntry>) {
  const ids = makeIdTable(1024)
  const id = new Column(thirtyTwo)
  const root = new Column(thirtyTwo)
  const kind = new Column(eight)
  const uses = new Column(thirtyTwo)
  const strangerUses = new Column(thirtyTwo)
  const starts = new Column(thirtyTwo)
  const fandoms = new Column(thirtyTwo)
  const fandomsTo = new Column(thirtyTwo)
  const known = new Column(eight)
  const encoder = new TextEncoder()
  let bytes = new Uint8Array(4096)
  let length = 0
  starts.push(0)
  for (const entry of entries) {
    const number = addId(ids, entry.id)
    if (known.array[number] === 1) continue
    known.reserve(Math.max(0, number + 1 - known.length))
    known.length = Math.max(known.length, number + 1)
    known.array[number] = 1
    id.push(number)
    root.push(addId(ids, entry.root))
    kind.push(suggestKinds.indexOf(entry.kind))
    const used = inBounds(entry.uses)
    uses.push(used)
    strangerUses.push(Math.min(used, inBounds(entry.usesForStrangers)))
    const name = foldName(entry.name)
    if (length + name.length * 3 + 1 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2 + name.length * 3)
      larger.set(bytes.subarray(0, length))
      bytes = larger
    }
    length += encoder.encodeInto(name, bytes.subarray(length)).written + 1
    starts.push(length)
    for (const fandom of new Set(entry.fandoms)) fandoms.push(addId(ids, fandom))
    fandomsTo.push(fandoms.length)
  }
  bytes = bytes.subarray(0, length)
  return { ids, id, root, kind, uses, strangerUses, starts, bytes, fandoms, fandomsTo }
}

/** Use is kept in 31 bits. */
const inBounds = (uses: number) => Math.max(0, Math.min(0x7fffffff, Math.trunc(uses)))
