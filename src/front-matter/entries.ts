import type { Field } from './labels.ts'
import type { Line } from './lines.ts'

/** One thing recognised at the head or foot: a field with its lines, in the order of the file. */
export type Entry = {
  readonly field: Field
  /** The label's words as found; empty when the place or the wording told what it is. */
  readonly label: string
  /** The value, label and marks cut off. */
  readonly value: readonly Line[]
  /** The lines as they stand in the file. */
  readonly lines: readonly Line[]
  /** Proves front matter alone. */
  readonly strong: boolean
  /** Why a person should look at it, if so. */
  readonly doubt?: string
}

/** A value as one line of plain words. */
export function wordsOf(lines: readonly Line[]): string {
  return lines
    .map((line) => line.text.replace(/[\uFEFF\u200B]/gu, '').trim())
    .filter((words) => words !== '')
    .join(' ')
}
