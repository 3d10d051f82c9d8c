/** Where a list that is paged by key goes on: an instant, and the id that parts equals. */
export type Place = { at: string; id: string }

export const onPage = 50

/** One page of a list, and where the next one begins; null when there is none. */
export type Listed<Row> = { rows: readonly Row[]; after: string | null }

/** As it stands in an address. */
export function formatPlace({ at, id }: Place): string {
  return `${at}~${id}`
}

/** Null when it is none: then the list begins at its start. */
export function parsePlace(text: string | undefined): Place | null {
  const found = /^([0-9TZ:.-]{1,40})~([0-9a-z]{1,40})$/.exec(text ?? '')
  return found?.[1] && found[2] ? { at: found[1], id: found[2] } : null
}

/** One page out of rows that were read with one more than fits: the page, and where it goes on. */
export function paged<Row>(rows: readonly Row[], placeOf: (row: Row) => Place): Listed<Row> {
  const shown = rows.slice(0, onPage)
  const last = shown.at(-1)
  return { rows: shown, after: rows.length > onPage && last ? formatPlace(placeOf(last)) : null }
}
