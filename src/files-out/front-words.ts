import type { FrontMatter, Warning } from '#works/work.ts'

/** A line of the front matter: what it is, and what is said. */
export type Fact = {
  readonly label: string
  readonly values: readonly string[]
  /** It gives something away: nobody reads it without asking for it. */
  readonly folded?: true
}

const labels = {
  fandom: 'Fandoms',
  relationship: 'Relationships',
  character: 'Characters',
  additional: 'Additional tags',
} as const

const warningLine = ({ words, fromNumber }: Warning) =>
  fromNumber === null ? words : `${words} (from chapter ${fromNumber})`

/** What the author said about warnings; those that give something away are folded. */
function warningsOf({ warningAnswer, warnings }: FrontMatter): Fact[] {
  if (warningAnswer === 'none-apply')
    return [{ label: 'Warnings', values: ['None of the archive’s warnings apply'] }]
  if (warningAnswer === 'choose-not-to')
    return [{ label: 'Warnings', values: ['The author chose not to use warnings'] }]
  const open = warnings.filter(({ spoiler }) => !spoiler).map(warningLine)
  const folded = warnings.filter(({ spoiler }) => spoiler).map(warningLine)
  if (open.length + folded.length === 0)
    return [{ label: 'Warnings', values: ['The author has not said'] }]
  return [
    ...(open.length > 0 ? [{ label: 'Warnings', values: open }] : []),
    ...(folded.length > 0
      ? [{ label: 'Warnings that give something away', values: folded, folded: true as const }]
      : []),
  ]
}

function advisoryOf({ advisory }: FrontMatter): string {
  const { mild, strong, slurs, covered } = advisory
  if (!covered) return 'Not counted: there is no word list for this language'
  if (mild + strong + slurs === 0) return 'No strong language found'
  return [
    strong > 0 ? `strong: ${strong}` : '',
    mild > 0 ? `mild: ${mild}` : '',
    slurs > 0 ? `slurs: ${slurs}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** The facts that stand before the text in every file: rating and warnings first. */
export function factsOf(front: FrontMatter, address: string): Fact[] {
  const { rating, publishedAt, updatedAt } = front
  const planned = front.status === 'complete' ? front.chapters : (front.plannedChapters ?? '?')
  const facts: Fact[] = [
    { label: 'Rating', values: [`${rating.name}: ${rating.sentence}`] },
    ...warningsOf(front),
    { label: 'Strong language', values: [advisoryOf(front)] },
    { label: 'Categories', values: front.categories },
    ...(['fandom', 'relationship', 'character', 'additional'] as const).map((kind) => ({
      label: labels[kind],
      values: front.tags.filter((tag) => tag.kind === kind).map(({ name }) => name),
    })),
    { label: 'Language', values: [front.language] },
    {
      label: 'Length',
      values: [
        `${front.words} words, chapters ${front.chapters}/${planned}, ${front.status === 'complete' ? 'complete' : 'in progress'}`,
      ],
    },
    {
      label: 'Dates',
      values: publishedAt
        ? [`published ${publishedAt.slice(0, 10)}, last changed ${updatedAt.slice(0, 10)}`]
        : ['a draft'],
    },
    { label: 'Address', values: [address] },
  ]
  return facts.filter(({ values }) => values.length > 0)
}

/** A work's title, and what stands where it has none. */
export const titleOf = ({ title }: Pick<FrontMatter, 'title'>): string => title || 'Untitled'
export const bylineOf = ({ byline }: Pick<FrontMatter, 'byline'>): string =>
  byline.map(({ name }) => name).join(', ')
export const chapterNameOf = ({ number, title }: { number: number; title: string }): string =>
  title ? `Chapter ${number}: ${title}` : `Chapter ${number}`

export const words = {
  by: 'by',
  summary: 'Summary',
  noteBefore: 'Author’s note',
  noteAfter: 'Author’s note at the end',
  disclaimer: 'Disclaimer',
  chapterNote: 'Note on this chapter',
  chapterNoteAfter: 'Note after this chapter',
  contents: 'Contents',
  front: 'About this work',
  cover: 'Cover',
  picture: 'Picture',
  atTheEnd: 'at the end of this file',
} as const
