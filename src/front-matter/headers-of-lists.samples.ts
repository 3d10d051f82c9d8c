import type { Sample } from './headers.test.ts'

const story =
  'The lamp had been out for an hour when Ada came down to the water.\n\n"Row," said Mirren.'

/** Headers made of labels, continued: odd ratings, data lines, other formats, the foot. */
export const headersOfLists: readonly Sample[] = [
  {
    name: 'a rating by age',
    source: `Title: Drift\nRating: 16+\n\n${story}`,
    story,
    fields: { title: 'Drift', rating: { code: 'M', source: '16+' } },
  },
  {
    name: 'a pairing of two men is not a rating',
    source: `Title: Drift\nRating: G (M/M)\n\n${story}`,
    story,
    fields: { title: 'Drift', rating: { code: 'G', source: 'G (M/M)' } },
  },
  {
    name: 'a rating that nobody knows stays in the note',
    source: `Title: Drift\nRating: seven herrings\n\n${story}`,
    story,
    fields: { title: 'Drift', noteBefore: 'Rating: seven herrings' },
    doubts: ['rating-unknown'],
  },
  {
    name: 'rated without a colon',
    source: `Title: Squall\nRated T for language\n\n${story}`,
    story,
    fields: { title: 'Squall', rating: { code: 'T', source: 'T for language' } },
  },
  {
    name: 'the line of data of fanfiction.net',
    source: `The Long Tide\nBy: Saltgrass\nRated: Fiction T - English - Hurt/Comfort/Adventure - Ada V., Mirren T. - Chapters: 1 - Words: 1,204 - Reviews: 39 - Updated: 03-21-13 - Status: Complete - id: 8067258\n\n${story}`,
    story,
    fields: {
      title: 'The Long Tide',
      author: 'Saltgrass',
      rating: { code: 'T', source: 'Fiction T' },
      language: 'en',
      additional: ['Hurt/Comfort', 'Adventure'],
      characters: ['Ada V.', 'Mirren T.'],
      status: 'complete',
      noteBefore: 'Chapters: 1\nWords: 1,204\nReviews: 39\nUpdated: 03-21-13\nid: 8067258',
    },
  },
  {
    name: 'the rating in brackets of Mediaminer',
    source: `Title: Kelp\n[ T - Teen: Not suitable for readers under 13 ]\n\n${story}`,
    story,
    fields: {
      title: 'Kelp',
      rating: { code: 'T', source: 'T - Teen: Not suitable for readers under 13' },
    },
  },
  {
    name: 'a block of YAML',
    source: `---\ntitle: "The Long Tide"\nauthor: Saltgrass\nrating: T\ntags: [lighthouses, soup]\nfandoms:\n  - Harbour Lights\n---\n\n${story}`,
    story,
    fields: {
      title: 'The Long Tide',
      author: 'Saltgrass',
      rating: { code: 'T', source: 'T' },
      additional: ['lighthouses', 'soup'],
      fandoms: ['Harbour Lights'],
    },
  },
  {
    name: 'the header of a mail, whose addresses are not shown',
    source: `From: Saltgrass <salt@example.org>\nSubject: [fic] The Long Tide [1/1] [angst]\nDate: Mon, 3 May 1999 10:00:00 +0100\n\nRATING: PG\n\n${story}`,
    story,
    fields: { title: 'The Long Tide', author: 'Saltgrass', rating: { code: 'T', source: 'PG' } },
  },
  {
    name: 'labels that have no field stay in the note',
    source: `Title: Shoal\nRating: G\nBeta: Mirren\nFeedback: yes please!\nWord count: 1,204\n\n${story}`,
    story,
    fields: {
      title: 'Shoal',
      rating: { code: 'G', source: 'G' },
      noteBefore: 'Beta: Mirren\nFeedback: yes please!\nWord count: 1,204',
      other: [
        { label: 'Beta', value: 'Mirren' },
        { label: 'Feedback', value: 'yes please!' },
        { label: 'Word count', value: '1,204' },
      ],
    },
  },
  {
    name: 'fandoms, pairings, characters, genre, series, language, status',
    source: `Fandom(s): Harbour Lights, The Keepers\nPairing/s: Ada/Mirren; Tom/Wick\nCharacters: Ada, Mirren\nGenre: Drama\nSeries: Tides\nLanguage: English\nStatus: WIP\nRating: Teen\n\n${story}`,
    story,
    fields: {
      fandoms: ['Harbour Lights', 'The Keepers'],
      relationships: ['Ada/Mirren', 'Tom/Wick'],
      characters: ['Ada', 'Mirren'],
      additional: ['Drama'],
      series: 'Tides',
      language: 'en',
      status: 'in-progress',
      rating: { code: 'T', source: 'Teen' },
    },
  },
  {
    name: 'full-width signs and hard spaces',
    source: `\uFEFFTitle：\u00A0Neap\nＲａｔｉｎｇ： PG\n\n${story}`,
    story,
    fields: { title: 'Neap', rating: { code: 'T', source: 'PG' } },
  },
  {
    name: 'a title in quotation marks and old Mac line ends',
    source: `Title: "Spring Tide"\rRating: "T"\r\r${story.replaceAll('\n', '\r')}`,
    story,
    fields: { title: 'Spring Tide', rating: { code: 'T', source: '"T"' } },
  },
  {
    name: 'labels at the foot after the end mark',
    source: `Title: Shoal\nRating: G\n\n${story}\n\nFin.\n\nDisclaimer: Not mine, never were.\nWord count: 1,204`,
    story: `${story}\n\nFin.`,
    fields: {
      title: 'Shoal',
      rating: { code: 'G', source: 'G' },
      status: 'complete',
      disclaimer: 'Not mine, never were.',
      noteAfter: 'Word count: 1,204',
    },
  },
  {
    name: 'a title in Markdown and a story',
    source: `# The Long Tide\n\n${story}`,
    story,
    fields: { title: 'The Long Tide' },
  },
  {
    name: 'a first line that may be a title is proposed and left where it is',
    source: `The Long Tide\n\n${story}`,
    story: `The Long Tide\n\n${story}`,
    fields: { title: 'The Long Tide' },
    doubts: ['title-guessed'],
  },
  {
    name: 'a second title goes to the note',
    source: `Title: Neap\nTitle: Spring\nRating: G\n\n${story}`,
    story,
    fields: { title: 'Neap', rating: { code: 'G', source: 'G' }, noteBefore: 'Title: Spring' },
    doubts: ['second-title'],
  },
  {
    name: 'tags without a colon sign but an equals sign',
    source: `Title = Neap\nRating = R\n\n${story}`,
    story,
    fields: { title: 'Neap', rating: { code: 'M', source: 'R' } },
  },
  {
    name: 'a label that nobody knows between known ones stays in the note',
    source: `Title: Neap\nLighthouse count: 1\nRating: G\n\n${story}`,
    story,
    fields: {
      title: 'Neap',
      rating: { code: 'G', source: 'G' },
      noteBefore: 'Lighthouse count: 1',
    },
    doubts: ['label-unknown'],
  },
  {
    name: 'a warning is kept whole, however many words it has, and with its brackets',
    source: `Title: Neap\nRating: T\nWarnings: a boy is locked in a cellar for a night, blood, spiders (lots, in the dark)\n\n${story}`,
    story,
    fields: {
      title: 'Neap',
      rating: { code: 'T', source: 'T' },
      warnings: [],
      freeWarnings: [
        'a boy is locked in a cellar for a night',
        'blood',
        'spiders (lots, in the dark)',
      ],
      warningAnswer: 'listed',
    },
  },
  {
    name: 'a warning too long for one stays in the note',
    source: `Title: Neap\nRating: T\nWarnings: blood, ${'a long way down '.repeat(12).trim()}\n\n${story}`,
    story,
    fields: {
      title: 'Neap',
      rating: { code: 'T', source: 'T' },
      freeWarnings: ['blood'],
      warningAnswer: 'listed',
      noteBefore: `Warnings: blood, ${'a long way down '.repeat(12).trim()}`,
    },
  },
]
