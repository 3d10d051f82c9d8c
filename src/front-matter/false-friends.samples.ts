import type { Sample } from './headers.test.ts'

const rest = 'The lamp had been out for an hour when Ada came down to the water.'
const friends: readonly (readonly [string, string])[] = [
  ['no front matter at all', `${rest}\n\n"Row," said Mirren.`],
  ['a story in one paragraph', rest],
  ['a letter', `To: Ada Vane\nFrom: the Harbour Master\nDate: 3 May\n\nDear Ada,\n\n${rest}`],
  ['a letter with a subject', `From: The Board\nTo: All keepers\nSubject: Oil\n\n${rest}`],
  ['a log', `Date: 3 May.\nNote: one wick left.\n\n${rest}`],
  ['a note of a keeper', `Note: one wick left, no oil, and nobody to row for more.\n\n${rest}`],
  ['a sign in quotation marks', `"Warning: the bridge is out"\n\n${rest}`],
  ['a sign without them', `Warning: bridge out.\n\n${rest}`],
  ['dialogue that disowns', `"I don't own a boat," said Ada.\n\n${rest}`],
  ['a narrator who disowns', `I don't own a boat. I never did.\n\n${rest}`],
  ['a warning about words', `WARNING: several references are obscure, Ada wrote.\n\n${rest}`],
  ['a year and a sentence', `1920. It was a good year for oil.\n\n${rest}`],
  ['a sentence that begins with I', `I was there. I saw the lamp go out.\n\n${rest}`],
  ['part of him', `Part of him wanted to row.\n\n${rest}`],
  ['the end of the pier', `The end of the pier was under water.\n\n${rest}`],
  ['chapter and verse', `Chapter and verse, Ada knew the tables.\n\n${rest}`],
  ['an interview', `Author: Good evening.\nKeeper: Is it?\nAuthor: The lamp is out.\n\n${rest}`],
  ['a dash in a sentence', `The story - if it was one - began with soup.\n\n${rest}`],
  ['a ship’s paper', `Name: Ada Vane\nRating: Able Seaman\n\n${rest}`],
  ['a dateline', `Port Ellen, 1888\n\n${rest}`],
  ['a chapter that somebody burned', `Chapter 3 was burned before anyone read it.\n\n${rest}`],
  ['a title in a sentence', `Title deeds are dull, said Tom. Rating boats is worse.\n\n${rest}`],
  ['a ruler first', `${rest}\n\n***\n\n"Row," said Mirren.\n\n***\n\nShe rowed.`],
  [
    'a sentence about reviews at the end',
    `${rest}\n\n"The reviews are in," said Tom, "and they hate the soup."`,
  ],
  ['a sentence about a rating in the story', `${rest}\n\nThe inspector rated it T, and went away.`],
]

/** Beginnings that look like front matter and are story. */
export const falseFriends: readonly Sample[] = friends.map(([name, source]) => ({
  name: `story, not front matter: ${name}`,
  source,
  story: source,
  fields: {},
}))
