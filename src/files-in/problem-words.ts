import type { Problem } from '#front-matter/front-matter.ts'

const messages = {
  'author-differs': 'The file names another author than the pen name that the work stands under.',
  'rating-not-here':
    'The archive has no step of this name: the next one that is at least as high is proposed.',
  'rating-missing': 'The file names no rating. Please choose one.',
  'warnings-unsaid':
    'The file says nothing about warnings. Please say that one applies, that none does, or that you choose not to warn.',
  'language-guessed': 'The file names no language; this one was guessed from its words.',
  'language-unknown': 'The file names no language and none could be told: English is proposed.',
  'no-field':
    'This line has no field of its own here. It is kept with the file; put it into the author’s note if readers should see it.',
  'too-long':
    'This is longer than the archive takes. It is kept whole in the draft: please shorten it.',
  'title-too-long':
    'The title is too long and was cut. The whole of it stands in the file that is kept.',
  'tag-left-out': 'This tag is too long, or one too many. It is kept with the file.',
  'warning-left-out': 'This warning is too long, or one too many. It is kept with the file.',
  'chapters-joined':
    'There are more chapters than the archive takes: the rest was joined to the last.',
  'read-as-html':
    'This file holds HTML, so it was read as HTML: what parts its paragraphs is its markup.',
  'encoding-repaired': 'Garbled signs (such as â€™ for ’) were set right throughout the file.',
  'disclaimer-default': 'The file holds no disclaimer; your default for this fandom was put in.',
  'chapter-empty': 'This chapter holds no text.',
  empty: 'The file is empty.',
  large: 'The file is larger than 10 MB.',
  archive:
    'This is a packed file (such as DOCX, ODT, EPUB or ZIP), a kind that is not read yet. Save the story as plain text or HTML and bring it again.',
  binary:
    'This is neither text nor HTML, and other kinds of files are not read yet. Save the story as plain text or HTML and bring it again.',
  'story-empty': 'No story was found in this file: everything in it reads like front matter.',
  'not-published': 'It stays a draft until this is set right:',
  'title-missing': 'It needs a title before it can be published.',
  'text-missing': 'It needs a chapter with text before it can be published.',
} as const

export type ImportProblem = keyof typeof messages

/** A problem of a known kind with its sentence and at most 200 characters of the file. */
export function problem(kind: ImportProblem, excerpt = ''): Problem {
  return { kind, message: messages[kind], excerpt: [...excerpt].slice(0, 200).join('') }
}
