import type { Sample } from './headers.test.ts'

const story =
  'The lamp had been out for an hour when Ada came down to the water.\n\n"Row," said Mirren.'

/** Headers made of labels: blocks, capitals, dashes, markup, one line, compact lines. */
export const headersOfLabels: readonly Sample[] = [
  {
    name: 'a plain block of labels, a blank line, the story',
    source: `Title: The Long Tide\nAuthor: Saltgrass\nRating: PG-13\nWarnings: storms\n\n${story}`,
    story,
    fields: {
      title: 'The Long Tide',
      author: 'Saltgrass',
      rating: { code: 'T', source: 'PG-13' },
      freeWarnings: ['storms'],
      warningAnswer: 'listed',
    },
  },
  {
    name: 'a block without a blank line before the story',
    source: `Title: Low Water\nRating: K+\n${story}`,
    story,
    fields: { title: 'Low Water', rating: { code: 'T', source: 'K+' } },
  },
  {
    name: 'labels in any order and case with spaces before the colon',
    source: `RATING : m\nwarnings: Character Death, blood\ntitle : Ebb\n\n${story}`,
    story,
    fields: {
      title: 'Ebb',
      rating: { code: 'M', source: 'm' },
      warnings: ['major-character-death'],
      freeWarnings: ['blood'],
      warningAnswer: 'listed',
    },
  },
  {
    name: 'capitals with indented lines that go on',
    source: `TITLE: Undertow\nAUTHOR: Wickwatcher\nRATING: R\nSUMMARY: A keeper counts the ships that do not\n  come home, and one that does.\nDISTRIBUTION STATEMENT: Anywhere, but\n  keep my name on it.\n\n${story}`,
    story,
    fields: {
      title: 'Undertow',
      author: 'Wickwatcher',
      rating: { code: 'M', source: 'R' },
      summary: 'A keeper counts the ships that do not\n  come home, and one that does.',
      noteBefore: 'DISTRIBUTION STATEMENT: Anywhere, but\n  keep my name on it.',
    },
  },
  {
    name: 'dashes instead of colons',
    source: `Title - The Bell Buoy\nAuthor – Saltgrass\nRating — T\nDisclaimer — Not mine.\n\n${story}`,
    story,
    fields: {
      title: 'The Bell Buoy',
      author: 'Saltgrass',
      rating: { code: 'T', source: 'T' },
      disclaimer: 'Not mine.',
    },
  },
  {
    name: 'asterisks round the labels',
    source: `**Title:** The Bell Buoy\n**Rating:** Mature\n**A/N:** Be kind.\n\n${story}`,
    story,
    fields: {
      title: 'The Bell Buoy',
      rating: { code: 'M', source: 'Mature' },
      noteBefore: 'Be kind.',
    },
  },
  {
    name: 'markup of boards round the labels',
    source: `[b]Title:[/b] Fathoms\n[b]Rating:[/b] NC-17\n<b>Pairing:</b> Ada/Mirren\n\n${story}`,
    story,
    fields: {
      title: 'Fathoms',
      rating: { code: 'E', source: 'NC-17' },
      relationships: ['Ada/Mirren'],
    },
  },
  {
    name: 'several labels on one line',
    source: `Title: Wrack\nRating: T | Pairing: none | Warnings: blood\n\n${story}`,
    story,
    fields: {
      title: 'Wrack',
      rating: { code: 'T', source: 'T' },
      freeWarnings: ['blood'],
      warningAnswer: 'listed',
    },
  },
  {
    name: 'several labels parted by semicolons',
    source: `Fandom: Harbour Lights; Rating: PG; Genre: Angst\n\n${story}`,
    story,
    fields: {
      fandoms: ['Harbour Lights'],
      rating: { code: 'T', source: 'PG' },
      additional: ['Angst'],
    },
  },
  {
    name: 'the compact lines of a journal post',
    source: `The Long Tide by Saltgrass\nHarbour Lights, Ada/Mirren, PG-13, 2300 words\nThe lamp goes out and somebody has to row.\n\n${story}`,
    story,
    fields: {
      title: 'The Long Tide',
      author: 'Saltgrass',
      fandoms: ['Harbour Lights'],
      relationships: ['Ada/Mirren'],
      rating: { code: 'T', source: 'PG-13' },
      summary: 'The lamp goes out and somebody has to row.',
      noteBefore: '2300 words',
    },
  },
  {
    name: 'title and byline only',
    source: `The Long Tide\nby Saltgrass\n\n${story}`,
    story,
    fields: { title: 'The Long Tide', author: 'Saltgrass' },
  },
  {
    name: 'an underlined title and a byline',
    source: `The Long Tide\n=============\n\nby Saltgrass\n\n${story}`,
    story,
    fields: { title: 'The Long Tide', author: 'Saltgrass' },
  },
  {
    name: 'title and byline, then labels that say the same',
    source: `THE LONG TIDE\nby Saltgrass\n\nTitle: The Long Tide\nRating: G\n\n${story}`,
    story,
    fields: { title: 'THE LONG TIDE', author: 'Saltgrass', rating: { code: 'G', source: 'G' } },
  },
  {
    name: 'a ruler between header and story is no scene break',
    source: `Title: Kelp\nRating: FRT\n\n----------\n\n${story}`,
    story,
    fields: { title: 'Kelp', rating: { code: 'T', source: 'FRT' } },
  },
  {
    name: 'rulers inside the header',
    source: `~*~*~*~\nTitle: Kelp\n~*~*~*~\nRating: FRM\nDisclaimer: I own nothing.\n~*~*~*~\n\n${story}`,
    story,
    fields: { title: 'Kelp', rating: { code: 'M', source: 'FRM' }, disclaimer: 'I own nothing.' },
  },
  {
    name: 'warnings that are none keep their words',
    source: `Title: Calm\nRating: K\nWarnings: None, really\n\n${story}`,
    story,
    fields: {
      title: 'Calm',
      rating: { code: 'G', source: 'K' },
      warningAnswer: 'none-apply',
      kept: [
        { field: 'title', words: 'Calm' },
        { field: 'rating', words: 'K' },
        { field: 'warnings', words: 'None, really' },
      ],
    },
  },
  {
    name: 'an author who chooses not to warn',
    source: `Rating: Not Rated\nArchive Warning: Creator Chose Not To Use Archive Warnings\n\n${story}`,
    story,
    fields: { rating: { code: 'NR', source: 'Not Rated' }, warningAnswer: 'choose-not-to' },
  },
  {
    name: 'the higher of two ratings is proposed',
    source: `Title: Drift\nRating: T, may go up to M\n\n${story}`,
    story,
    fields: { title: 'Drift', rating: { code: 'M', source: 'T, may go up to M' } },
  },
  {
    name: 'a rating from one step to another',
    source: `Title: Drift\nRating: PG-13 to NC-17 in later chapters\n\n${story}`,
    story,
    fields: { title: 'Drift', rating: { code: 'E', source: 'PG-13 to NC-17 in later chapters' } },
  },
]
