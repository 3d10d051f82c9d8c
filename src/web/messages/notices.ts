/** Sentences of the page that tells what reached one's pen names. */
export const notices = {
  'notices.heading': 'Notices',
  'notices.none': 'Nothing has reached your pen names yet',
  'notices.none.say':
    'Comments on your works, answers to what you said, and chapters that you called for will be told here.',
  'notices.comment': 'A comment on “{title}”',
  'notices.held-comment': 'A comment on “{title}” waits for your approval',
  'notices.answer': 'An answer to your comment on “{title}”',
  'notices.private': 'A private answer to you about “{title}”',
  'notices.call-answer': 'The author of “{title}” answered all who would read more',
  'notices.new-chapter': 'There is more of “{title}”',
  'notices.comment.noWork': 'A comment on a work that is not there any more',
  'notices.held-comment.noWork': 'A comment on a work that is not there any more',
  'notices.answer.noWork': 'An answer to your comment on a work that is not there any more',
  'notices.private.noWork': 'A private answer to you about a work that is not there any more',
  'notices.call-answer.noWork':
    'An answer to all who would read more of a work that is not there any more',
  'notices.new-chapter.noWork': 'A new chapter of a work that is not there any more',
  'notices.new': 'new',
  'notices.from': 'from',
  'notices.for': 'for your pen name',
  'notices.withdrawn': 'Its writer has taken it back.',
  'notices.removed': 'It was removed.',
  'notices.away': 'It is not there any more.',
  'notices.seenAll': 'Mark all as seen',
  'notices.mail': 'Whether you are told by mail too, you choose on your account page.',
} as const
