/** Sentences of the page of a work's pictures. */
export const images = {
  'images.limits':
    'A work holds at most {ofWork, number} pictures with {ofWorkMegabytes, number} MB in all, and each of them at most {eachMegabytes, number} MB; all your works together hold at most {ofAccount, number} pictures with {ofAccountMegabytes, number} MB.',
  'images.used': 'This work holds {count, plural, =0 {none} other {# with {size}}}.',
  'images.kilobytes': '{size, number} KB',
  'images.megabytes': '{size, number} MB',
  'images.file': 'Picture',
  'images.alt': 'What it shows',
  'images.alt.hint':
    'For those who can’t see it. It is not kept with the picture: it stands in the line that you put into the text. Empty for a picture that only decorates.',
  'images.alt.long':
    'What it shows: at most {limit, plural, one {one character} other {# characters}}.',
  'images.none': 'No pictures yet.',
  'images.added':
    'The picture is here. Put the line that stands with it into the text of a chapter or a note.',
  'images.removed': 'The picture is deleted.',
  'images.remove': 'Delete this picture',
  'images.remove.say':
    'Deleting a picture can’t be undone. Where a text still shows it, readers get its description instead.',
  'images.full.work': 'This work holds as many pictures as it can. Delete one first.',
  'images.full.account': 'Your works hold as many pictures as they can. Delete some first.',
} as const
