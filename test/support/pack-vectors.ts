import { parseFragment } from 'parse5'

const mostTogether = 8
const mostCharacters = 900

/**
 * Puts vectors together so that each of them acts as if it were alone: one that swallows or wraps what comes after it is
 * the last of its pack. Every vector is in exactly one pack.
 */
export function packVectors(vectors: readonly string[]): string[][] {
  const closed = vectors.filter(leavesNothingOpen)
  const packs = vectors.filter((one) => !leavesNothingOpen(one)).map((one) => [one])
  const holds = (pack: readonly string[], vector: string) =>
    pack.length < mostTogether && [...pack, vector].join('').length <= mostCharacters
  let at = 0
  for (const vector of closed) {
    // The next pack with room, so that all of them grow alike.
    const tried = packs.map((_, place) => packs[(at + place) % packs.length] ?? [])
    const pack = tried.find((one) => holds(one, vector))
    if (pack) pack.unshift(vector)
    else packs.push([vector])
    at++
  }
  return packs
}

/** Whether what follows stands where it would stand without the vector. */
function leavesNothingOpen(vector: string): boolean {
  const { childNodes } = parseFragment(`${vector}<p id="after">x</p>`)
  const last = childNodes.at(-1)
  return (
    last !== undefined &&
    'attrs' in last &&
    last.attrs.length === 1 &&
    last.attrs.some(({ name, value }) => name === 'id' && value === 'after')
  )
}
