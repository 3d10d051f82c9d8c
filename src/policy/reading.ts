/** How a reader wants to read: type and colours, what asks first, what lists show, what is masked. */

const themes = ['auto', 'light', 'dark', 'sepia'] as const
const faces = ['book', 'legible', 'system'] as const
const widths = ['narrow', 'medium', 'wide'] as const
const leadings = ['tight', 'normal', 'loose'] as const
const alignments = ['start', 'justify'] as const
const listings = ['hide', 'fold', 'show'] as const
const strengths = ['mild', 'strong', 'slur'] as const

export const readingChoices = { themes, faces, widths, leadings, alignments, listings, strengths }

export type Reading = {
  readonly theme: (typeof themes)[number]
  readonly face: (typeof faces)[number]
  /** 1 to 7; 3 is the size that the browser gives. */
  readonly size: number
  readonly width: (typeof widths)[number]
  readonly leading: (typeof leadings)[number]
  readonly align: (typeof alignments)[number]
  /** Ratings above the reader's comfort: their works ask before they open. */
  readonly ask: readonly string[]
  /** What lists do with works above the reader's comfort. */
  readonly listing: (typeof listings)[number]
  /** Strengths of strong language that are shown masked. */
  readonly mask: readonly (typeof strengths)[number][]
}

export const defaultReading: Reading = {
  theme: 'auto',
  face: 'book',
  size: 3,
  width: 'medium',
  leading: 'normal',
  align: 'start',
  ask: ['M', 'E'],
  listing: 'fold',
  mask: [],
}

const mostCharacters = 120

/** The one compact way to write it: for cookie, account and as part of cache keys. Equal choices give equal text. */
export function formatReading(reading: Reading): string {
  const text = [
    themes.indexOf(reading.theme),
    faces.indexOf(reading.face),
    reading.size,
    widths.indexOf(reading.width),
    leadings.indexOf(reading.leading),
    alignments.indexOf(reading.align),
    listings.indexOf(reading.listing),
    reading.mask
      .map((strength) => strengths.indexOf(strength))
      .toSorted()
      .join(''),
    [...new Set(reading.ask)].toSorted().join('_'),
  ].join('.')
  return text === formatDefault ? '' : text
}

/** Reads what `formatReading` wrote; anything else, or anything too long, gives the default for that part. */
export function parseReading(text: string | null | undefined): Reading {
  if (!text || text.length > mostCharacters) return defaultReading
  const [theme, face, size, width, leading, align, listing, mask, ask] = text.split('.')
  const steps = Number(size)
  return {
    theme: themes[Number(theme)] ?? defaultReading.theme,
    face: faces[Number(face)] ?? defaultReading.face,
    size: Number.isInteger(steps) && steps >= 1 && steps <= 7 ? steps : defaultReading.size,
    width: widths[Number(width)] ?? defaultReading.width,
    leading: leadings[Number(leading)] ?? defaultReading.leading,
    align: alignments[Number(align)] ?? defaultReading.align,
    listing: listings[Number(listing)] ?? defaultReading.listing,
    mask: strengths.filter((_, at) => mask?.includes(String(at))),
    ask:
      ask === undefined
        ? defaultReading.ask
        : ask
            .split('_')
            .filter((code) => /^[A-Za-z0-9+-]{1,12}$/.test(code))
            .slice(0, 12),
  }
}

const formatDefault = '0.0.3.1.1.0.1..E_M'
