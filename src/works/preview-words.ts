/** Sentences of the previews at the desk. */
export const previewWords = {
  only: 'A preview: only you see it, and nothing is saved by it.',
  unsaved: 'A preview of what you typed. Nothing is saved yet: your form stands below.',
  editWork: 'Front matter',
  editChapter: 'Edit this chapter',
  noText: 'There is no chapter yet.',
  hidden: 'This chapter is a draft: readers do not see it yet.',
} as const
