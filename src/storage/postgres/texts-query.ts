import { type StemLeaf, type StemQuery, textFields } from '#storage/text-store.ts'
import { inField, weightOf } from './texts-vectors.ts'

/** A query as SQL that gives the rows of works, and its values. */
export type RowsQuery = { sql: string; values: (string | number)[] }

/** Which works have it: sets of works, because one work is in many rows. Null when it asks for nothing. */
export function rowsOf({ all, none }: StemQuery): RowsQuery | null {
  const values: (string | number)[] = []
  const groups = all.map((group) => either(group, values))
  if (groups.length === 0 || groups.includes(null)) return null
  // A work is in many rows; what joins sets leaves doubles out by itself.
  const [only] = groups
  const wanted =
    groups.length === 1 && only
      ? `select distinct row from (${only}) as one`
      : groups.map((group) => `(${group})`).join(' intersect ')
  const unwanted = either(none, values)
  return { sql: unwanted === null ? wanted : `(${wanted}) except (${unwanted})`, values }
}

function either(leaves: readonly StemLeaf[], values: (string | number)[]): string | null {
  const words: string[] = []
  const phrases = new Map<number | null, string[]>()
  for (const { field, forms } of leaves) {
    const number = field === null ? null : textFields.indexOf(field)
    for (const form of forms) {
      const [only] = form
      if (form.length === 1 && only !== undefined && field !== 'text') {
        words.push(quote(number === null ? only : inField(number, only)))
      } else phrases.set(number, [...(phrases.get(number) ?? []), inRow(form)])
    }
  }
  const selects: string[] = []
  if (words.length > 0) {
    values.push(words.join(' | '))
    selects.push(`select row from texts.word where words @@ $${values.length}::tsquery`)
  }
  for (const [field, forms] of phrases) {
    values.push(forms.join(' | '))
    const select = `select row from texts.part where words @@ $${values.length}::tsquery`
    selects.push(field === null ? select : `${select} and field = ${field}`)
  }
  return selects.length === 0 ? null : selects.join(' union ')
}

/** Any of what is wanted, in the fields where it is, for scores alone. */
export function anyOf({ all }: StemQuery): string {
  return all
    .flat()
    .flatMap(({ field, forms }) =>
      forms.map((form) => {
        const weight = field === null ? '' : `:${weightOf[textFields.indexOf(field)] ?? 'D'}`
        return inRow(form, weight)
      }),
    )
    .join(' | ')
}

function inRow(form: readonly string[], weight = ''): string {
  return `(${form.map((stem) => quote(stem) + weight).join(' <-> ')})`
}

function quote(stem: string): string {
  return `'${stem.replace(/['\\]/g, '')}'`
}
