/** Sentences of kudos and calls to continue. */
export const taps = {
  'kudos.heading': 'Kudos',
  'kudos.give': 'Kudos',
  'kudos.count':
    '{count, plural, =0 {No kudos yet} one {One reader gave kudos} other {# readers gave kudos}}',
  'kudos.did.kudos': 'Thank you: the author will know.',
  'kudos.did.kudos-again': 'You gave kudos to this work before. Once is remembered for good.',
  'kudos.did.kudos-own': 'This work is by this pen name.',
  'calls.call': 'I’d read more',
  'calls.count':
    '{count, plural, =0 {} one {One reader would read more} other {# readers would read more}}',
  'calls.takeBack': 'Take it back',
  'calls.did.called':
    'The author will know that you would read more. An answer, or a new chapter, reaches you under Replies in this browser.',
  'calls.did.called-again': 'You said so before, for this chapter.',
  'calls.did.call-own': 'This work is by this pen name.',
  'calls.did.call-not-now': 'The next chapter may be on its way: this work was continued lately.',
  'calls.did.call-back': 'Taken back.',
  'calls.heading': 'Kudos and calls to continue',
  'calls.more': 'Would read more',
  'calls.waiting':
    '{count, plural, =0 {Nobody has called since the newest chapter.} one {One reader would read more after the newest chapter.} other {# readers would read more after the newest chapter.}}',
  'calls.setAside':
    '{count, plural, one {One more came in a burst and is not counted.} other {# more came in bursts and are not counted.}}',
  'calls.answer': 'Answer all who called',
  'calls.answer.hint':
    'One message to all of them, such as “chapter 2 is coming” or “this is its end”. It reaches each privately.',
  'calls.answer.long': 'At most {limit, number} characters.',
  'calls.answer.send': 'Send to all',
  'calls.answered': 'Your answer is on its way to all who called.',
  'calls.answers': 'Answers so far',
  'calls.newChapter': 'Told of a new chapter.',
  'calls.day': 'Day',
  'calls.number': 'Readers',
} as const
