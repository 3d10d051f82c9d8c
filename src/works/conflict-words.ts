/** Sentences for two who change one front matter at once. */
export const conflictWords = {
  changed:
    'The front matter was changed elsewhere since you opened it. What you typed is below, untouched; what is saved now stands under it. Save again to keep yours.',
  saved: 'What is saved now, where it differs',
  empty: 'nothing',
  yes: 'yes',
  no: 'no',
} as const
