/** Where a word can stand in a work; a field of its own in the index and in a query. */
export const textFields = ['title', 'by', 'tag', 'summary', 'note', 'text'] as const
export type TextField = (typeof textFields)[number]

/** Parts what stands side by side in one field (two tags, two notes): no query has it, so no phrase reaches across. */
export const partSign = '\u{e000}'

/** A work as it is indexed: words already folded and stemmed, in the order in which they stand. */
export type StemmedWork = {
  /** 16 letters of `shared/ids.ts`. */
  readonly id: string
  /** How its words were stemmed: a code of `texts/languages.ts`. */
  readonly stemmer: string
  readonly fields: Readonly<Record<TextField, readonly string[]>>
  /** Words that are frequent in its text, one or more times each: what large results are put in order by. */
  readonly often: readonly string[]
}

/** What a work must have in this field (in any, where null): one of these forms, each a word or words in a row. */
export type StemLeaf = {
  readonly field: TextField | null
  readonly forms: readonly (readonly string[])[]
}

/** Of each group in `all` one leaf at least, and of `none` not one. */
export type StemQuery = {
  readonly all: readonly (readonly StemLeaf[])[]
  readonly none: readonly StemLeaf[]
}

/** Works found: ids packed (10 bytes each, `packId`), and how well each fits (0 where that is not known; more is better). */
export type FoundTexts = {
  readonly ids: Uint8Array
  readonly scores: Float32Array
  readonly exact: {
    /** Every work that fits is among them: false where there were more than asked for. */
    readonly hits: boolean
    /** Each score is of all the work's words; false where some were reckoned from its frequent ones. */
    readonly order: boolean
  }
}

/**
 * One step of following the log. It is done only when the store is still at `from`, so that of two processes that index
 * at once none puts an older state over a newer one.
 */
export type TextChange = {
  readonly from: string | null
  readonly to: string
  readonly put: readonly StemmedWork[]
  /** Ids of works that are no longer to be found. */
  readonly gone: readonly string[]
  /** Works that are put belong to this round. */
  readonly round: number
  /** Works of earlier rounds are taken away. */
  readonly endRound?: boolean
}

/**
 * The index of texts on one engine. It is derived: it can be deleted at any time and is filled again. Positions are texts
 * that mean something to whoever follows the log; null when nothing was ever indexed.
 */
export interface TextStore {
  position(): Promise<string | null>
  /** Codes of the stemmers that works in it were stemmed by. */
  stemmers(): Promise<readonly string[]>
  /** Whether it was done; false when the store was elsewhere than at `from`. Between two works others have their turn. */
  change(change: TextChange): Promise<boolean>
  /** At most `most` works, in no order that means anything. */
  find(query: StemQuery, most: number): Promise<FoundTexts>
  /** Work off the request path: merges, checkpoint. */
  tend(): Promise<void>
  close(): Promise<void>
}
