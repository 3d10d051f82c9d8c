/** `leadsTo` is the name of the tag that this spelling stands for, null when it stands for itself. */
export type Suggestion = {
  readonly value: string
  readonly label: string
  readonly leadsTo: string | null
}

/** Where what was typed is asked about. */
export function suggestAddress(base: string, typed: string): string {
  return `${base}${base.includes('?') ? '&' : '?'}q=${encodeURIComponent(typed.slice(0, 200).toWellFormed())}`
}

/** The suggestions of an answer `{ suggestions: [{ value, label, leadsTo }] }`; whatever is not one is passed over. */
export function readSuggestions(answer: unknown): Suggestion[] {
  const all = read(answer, 'suggestions')
  if (!Array.isArray(all)) return []
  return all.flatMap((one: unknown) => {
    const value = read(one, 'value')
    const label = read(one, 'label')
    const leadsTo = read(one, 'leadsTo')
    if (typeof value !== 'string') return []
    return {
      value,
      label: typeof label === 'string' ? label : value,
      leadsTo: typeof leadsTo === 'string' ? leadsTo : null,
    }
  })
}

/** The next option with an arrow; -1 is the field itself, which stands between the last and the first. */
export function step(key: 'ArrowDown' | 'ArrowUp', active: number, count: number): number {
  const places = count + 1
  return ((active + 1 + (key === 'ArrowDown' ? 1 : -1) + places) % places) - 1
}

/** A field may hold several names, apart by commas: what stands before the last, and the last. */
export function atLastName(text: string): { before: string; name: string } {
  const before = /^.*[,，、]\s*/su.exec(text)?.[0] ?? ''
  return { before, name: text.slice(before.length).trim() }
}

function read(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null && name in from
    ? (from as Record<string, unknown>)[name]
    : undefined
}
