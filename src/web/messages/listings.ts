/** Sentences of lists: the front page, works, fandoms, pen names. */
export const listings = {
  'listings.newest': 'Newest works',
  'listings.all': 'All works',
  'listings.fandoms': 'Fandoms',
  'listings.fandoms.all': 'All fandoms',
  'listings.fandoms.none': 'No work names a fandom yet.',
  'listings.fandoms.count': '{count, plural, one {one work} other {{count, number} works}}',
  'listings.fandoms.many': 'more than {count, number} works',
  'listings.penName.works': 'Works',
  'listings.penName.none': 'No works under this pen name yet.',
  'listings.empty': 'The shelves are empty',
  'listings.empty.say':
    'Nobody has brought a story yet. Yours could be the first: a text file with its notes, rating and warnings is enough.',
  'listings.empty.bring': 'Bring a story',
  'listings.about.none': 'The archivist has written nothing about this archive yet.',
  'listings.about.software': 'This archive runs on Tweed, free software under the AGPL.',
  'listings.about.ratings': 'What the ratings mean',
} as const
