import type { Sample } from './headers.test.ts'

const story =
  'The lamp had been out for an hour when Ada came down to the water.\n\n"Row," said Mirren.'
const note =
  'Harbour Lights doesn\'t belong to me. No profit is being made. Warning: character death. I have rated this "T" for language. Sorry to the anonymous reviewer whom I could not answer.'

/** Headers made of prose: notes, disclaimers, headings with paragraphs, the foot. */
export const headersOfNote: readonly Sample[] = [
  {
    name: 'a note whose sentences hold rating, warning and disclaimer stays whole',
    source: `A/N: ${note}\n\n${story}`,
    story,
    fields: {
      noteBefore: note,
      rating: { code: 'T', source: 'rated this "T"' },
      warnings: ['major-character-death'],
      warningAnswer: 'listed',
      disclaimer: "Harbour Lights doesn't belong to me. No profit is being made.",
    },
  },
  {
    name: 'a note in brackets over two paragraphs',
    source: `(A/N: This is for Mirren, who asked for soup.\n\nThe lighthouse is real.)\n\n${story}`,
    story,
    fields: { noteBefore: 'This is for Mirren, who asked for soup.\n\nThe lighthouse is real.)' },
  },
  {
    name: 'a note that a ruler ends',
    source: `Author's Note: Thank you all for the reviews of the last chapter!\n\nI hope you like this one. It is rated M.\n\n* * *\n\n${story}`,
    story,
    fields: {
      noteBefore:
        'Thank you all for the reviews of the last chapter!\n\nI hope you like this one. It is rated M.',
      rating: { code: 'M', source: 'rated M' },
    },
  },
  {
    name: 'a heading alone on its line, then its paragraph',
    source: `Title: Neap\n\nAuthor's Notes:\n\nThe tide tables are made up.\n\nDisclaimer:\n\nNot mine.\n\n${story}`,
    story,
    fields: { title: 'Neap', noteBefore: 'The tide tables are made up.', disclaimer: 'Not mine.' },
  },
  {
    name: 'headings between waves, without colons',
    source: `~Summary~\n\nA keeper and a lamp.\n\n~Disclaimer~\n\nI own nothing.\n\n~~~~~\n\n${story}`,
    story,
    fields: { summary: 'A keeper and a lamp.', disclaimer: 'I own nothing.' },
  },
  {
    name: 'an aside between label and colon is kept',
    source: `Disclaimer (feel free to skip this): I own neither boat.\n\n${story}`,
    story,
    fields: { disclaimer: '(feel free to skip this)\nI own neither boat.' },
  },
  {
    name: 'a disclaimer without a label',
    source: `I own none of the characters except Wick.\n\n${story}`,
    story,
    fields: { disclaimer: 'I own none of the characters except Wick.' },
  },
  {
    name: 'standard disclaimers apply',
    source: `Standard disclaimers apply.\n\n${story}`,
    story,
    fields: { disclaimer: 'Standard disclaimers apply.' },
  },
  {
    name: 'a title, then a disclaimer without a label',
    source: `The Long Tide\n\nHarbour Lights belongs to the Northern Line. No copyright infringement is intended.\n\n${story}`,
    story,
    fields: {
      title: 'The Long Tide',
      disclaimer:
        'Harbour Lights belongs to the Northern Line. No copyright infringement is intended.',
    },
  },
  {
    name: 'a start mark ends the front matter',
    source: `A/N: My first story, be gentle.\n\nOn with the story!\n\n${story}`,
    story,
    fields: { noteBefore: 'My first story, be gentle.\n\nOn with the story!' },
  },
  {
    name: 'a hard-wrapped note',
    source: `A/N: This was written in one night by the light of a very small lamp, and\nit shows. Every mistake in it is my own and I am fond of a few of them.\n\n${story}`,
    story,
    fields: {
      noteBefore:
        'This was written in one night by the light of a very small lamp, and\nit shows. Every mistake in it is my own and I am fond of a few of them.',
    },
  },
  {
    name: 'A/N without a sign after it',
    source: `A/N I wrote this on a ferry.\n\n${story}`,
    story,
    fields: { noteBefore: 'I wrote this on a ferry.' },
  },
  {
    name: 'a note without an end mark ends where it stops talking to readers',
    source: `A/N: Thanks to everyone who reviewed!\n\nThis chapter is rated R, and the next chapter will be worse.\n\n${story}`,
    story,
    fields: {
      noteBefore:
        'Thanks to everyone who reviewed!\n\nThis chapter is rated R, and the next chapter will be worse.',
      rating: { code: 'M', source: 'rated R' },
    },
    doubts: ['note-end-unclear'],
  },
  {
    name: 'replies to reviewers belong to the note',
    source: `A/N: Thanks to my reviewers!\n\nwickwatcher: yes, soup is coming.\n\ntidepool: no, nobody drowns.\n\n----\n\n${story}`,
    story,
    fields: {
      noteBefore:
        'Thanks to my reviewers!\n\nwickwatcher: yes, soup is coming.\n\ntidepool: no, nobody drowns.',
    },
  },
  {
    name: 'a warning alone at the head that names content',
    source: `Warning: character death and some swearing\n\n${story}`,
    story,
    fields: {
      warnings: ['major-character-death'],
      freeWarnings: ['some swearing'],
      warningAnswer: 'listed',
    },
  },
  {
    name: 'several warnings of the list and one of the author’s own',
    source: `TW: suicide, self-harm, non-con; dub-con, drug use, gore, incest, domestic abuse, lighthouses\n\n${story}`,
    story,
    fields: {
      warnings: [
        'self-harm-suicide',
        'rape-non-con',
        'dubious-consent',
        'drugs',
        'gore',
        'incest',
        'abuse',
      ],
      freeWarnings: ['lighthouses'],
      warningAnswer: 'listed',
    },
  },
  {
    name: 'a warning about something else beside a title stays in the note',
    source: `Title: Neap\nWarning: several references are obscure\n\n${story}`,
    story,
    fields: { title: 'Neap', noteBefore: 'Warning: several references are obscure' },
    doubts: ['warning-unclear'],
  },
  {
    name: 'a note and a plea at the foot',
    source: `Title: Neap\nRating: G\n\n${story}\n\nA/N: So? Was it any good?\n\nR&R!!`,
    story,
    fields: {
      title: 'Neap',
      rating: { code: 'G', source: 'G' },
      noteAfter: 'So? Was it any good?\n\nR&R!!',
    },
  },
  {
    name: 'to be continued, and a plea',
    source: `Title: Neap\nRating: G\n\n${story}\n\nTBC...\n\nReviews are love!`,
    story: `${story}\n\nTBC...`,
    fields: {
      title: 'Neap',
      rating: { code: 'G', source: 'G' },
      status: 'in-progress',
      noteAfter: 'Reviews are love!',
    },
  },
  {
    name: 'thanks after the end without a label',
    source: `Title: Neap\nRating: G\n\n${story}\n\nThe End\n\nThank you all for reading so far.`,
    story: `${story}\n\nThe End`,
    fields: {
      title: 'Neap',
      rating: { code: 'G', source: 'G' },
      status: 'complete',
      noteAfter: 'Thank you all for reading so far.',
    },
  },
  {
    name: 'a rating said only at the foot counts',
    source: `Title: Neap\n\n${story}\n\nAuthor's note: this was rated PG-15 for the storm. I own nothing.`,
    story,
    fields: {
      title: 'Neap',
      rating: { code: 'M', source: 'rated PG-15' },
      noteAfter: 'this was rated PG-15 for the storm. I own nothing.',
      disclaimer: 'I own nothing.',
    },
  },
  {
    name: 'a note in the middle of the story stays there',
    source: `Title: Neap\nRating: G\n\n${story}\n\nA/N: sorry!\n\nAda rowed until her hands bled.`,
    story: `${story}\n\nA/N: sorry!\n\nAda rowed until her hands bled.`,
    fields: { title: 'Neap', rating: { code: 'G', source: 'G' } },
  },
  {
    name: 'a note between two scenes stays there',
    source: `Rating: G\n\n${story}\n\n***\n\n(A/N: does anyone else cry at lighthouses?)\n\nAda rowed home.`,
    story: `${story}\n\n***\n\n(A/N: does anyone else cry at lighthouses?)\n\nAda rowed home.`,
    fields: { rating: { code: 'G', source: 'G' } },
  },
  {
    name: 'a signature at the foot',
    source: `Title: Neap\nAuthor: Saltgrass\nRating: G\n\n${story}\n\n-Saltgrass`,
    story,
    fields: {
      title: 'Neap',
      author: 'Saltgrass',
      rating: { code: 'G', source: 'G' },
      noteAfter: '-Saltgrass',
    },
  },
  {
    name: 'a note in a box of rulers, line by line without blank ones',
    source: `***\nA/N: Sorry to the anonymous reviewer!\nX doesn't belong to me. No profit is being made.\nWarning: character death\nI have rated this "T" for language.\n***\n\n${story}`,
    story,
    fields: {
      noteBefore:
        'Sorry to the anonymous reviewer!\nX doesn\'t belong to me. No profit is being made.\n\nI have rated this "T" for language.',
      rating: { code: 'T', source: 'rated this "T"' },
      disclaimer: "X doesn't belong to me. No profit is being made.",
      warnings: ['major-character-death'],
      warningAnswer: 'listed',
    },
    doubts: ['note-without-label'],
  },
  {
    name: 'a greeting without a label that speaks of the fic',
    source: `Hello! This is my first fanfiction, I hope you enjoy it. I do not own Harbour Lights. Rated M for violence.\n\n${story}`,
    story,
    fields: {
      noteBefore:
        'Hello! This is my first fanfiction, I hope you enjoy it. I do not own Harbour Lights. Rated M for violence.',
      rating: { code: 'M', source: 'Rated M' },
      disclaimer: 'I do not own Harbour Lights.',
    },
    doubts: ['note-without-label'],
  },
  {
    name: 'a rating in a sentence and a warning, nothing else',
    source: `I have rated this "T" for language.\n\nWarning: character death.\n\n${story}`,
    story,
    fields: {
      noteBefore: 'I have rated this "T" for language.',
      rating: { code: 'T', source: 'rated this "T"' },
      warnings: ['major-character-death'],
      warningAnswer: 'listed',
    },
    doubts: ['note-without-label'],
  },
  {
    name: 'a note whose middle paragraph tells how it came about',
    source: `A/N: Hi everyone!\n\nSo I was watching the sea last night and had this idea.\n\nHope you like it!\n\n${story}`,
    story,
    fields: {
      noteBefore:
        'Hi everyone!\n\nSo I was watching the sea last night and had this idea.\n\nHope you like it!',
    },
    doubts: ['note-end-unclear'],
  },
  {
    name: 'a foot after a ruler, which parts nothing any more',
    source: `${story}\n\n---\n\nAuthor's Note: Rated T. Warning: violence.`,
    story,
    fields: {
      noteAfter: 'Rated T. Warning: violence.',
      rating: { code: 'T', source: 'Rated T' },
      freeWarnings: ['violence'],
      warningAnswer: 'listed',
    },
  },
  {
    name: 'two ratings parted by a stroke and a line that starts the story',
    source: `Rating: T/M\nWarning(s): Major Character Death; Underage\nTHE STORY\n\n${story}`,
    story,
    fields: {
      rating: { code: 'M', source: 'T/M' },
      warnings: ['major-character-death', 'underage-sex'],
      warningAnswer: 'listed',
      noteBefore: 'THE STORY',
    },
  },
]
