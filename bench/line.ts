/** One measured thing: a row of the table and of the JSON. */
export type Line = {
  /** The benchmark that it came from. */
  readonly bench: string
  readonly what: string
  readonly value: number
  /** Stands after the value: `× bare`, `ms`, `MB`. */
  readonly unit: string
  /** What was promised; null for a line that only informs. */
  readonly target: { readonly is: 'at least' | 'at most'; readonly limit: number } | null
  /** What the value was made of, in words. */
  readonly detail: string
}

/** Whether the promise was kept; a line without one keeps it. */
export function isKept({ value, target }: Line): boolean {
  if (target === null) return true
  if (!Number.isFinite(value)) return false
  return target.is === 'at least' ? value >= target.limit : value <= target.limit
}

/** Three digits that mean something. */
export function round(value: number): number {
  return Number(value.toPrecision(3))
}

const verdict = (line: Line) => (line.target === null ? '' : isKept(line) ? 'pass' : 'FAIL')
const promise = ({ target }: Line) =>
  target === null ? '–' : `${target.is === 'at least' ? '≥' : '≤'} ${target.limit}`

/** A row for each line under a head, columns aligned; what a value was made of stands below it. */
export function formatTable(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.bench,
    line.what,
    `${round(line.value)} ${line.unit}`,
    promise(line),
    verdict(line),
  ])
  const head = ['benchmark', 'what', 'value', 'target', '']
  const widths = head.map((name, at) =>
    Math.max(...[name, ...rows.map((row) => row[at] ?? '')].map((cell) => cell.length)),
  )
  const put = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [
    put(head),
    put(widths.map((width) => '-'.repeat(width))),
    ...rows.flatMap((row, at) => {
      const detail = lines[at]?.detail
      return detail ? [put(row), `    ${detail}`] : [put(row)]
    }),
  ].join('\n')
}
