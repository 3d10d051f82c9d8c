import { parseFragment } from 'parse5'

const mostTogether = 5
const mostCharacters = 600

/**
 * Puts vectors together that leave a parser where they found it, so that each of them acts as if it were alone; one that
 * swallows or wraps what comes after it stays alone. Every vector is in exactly one pack.
 */
export function packVectors(vectors: readonly string[]): string[][] {
  const packs: string[][] = []
  let open: string[] = []
  for (const vector of vectors) {
    if (!leavesNothingOpen(vector)) {
      packs.push([vector])
      continue
    }
    const full = [...open, vector].join('').length > mostCharacters || open.length === mostTogether
    if (full) {
      packs.push(open)
      open = []
    }
    open.push(vector)
  }
  if (open.length > 0) packs.push(open)
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
