import type { Problem } from './front-matter.ts'

const messages: Record<string, string> = {
  'note-end-unclear': 'We could not tell for certain where this note ends and the story begins. Please check the first lines of the story.',
  'note-without-label': 'This paragraph reads like a note to readers, so it was put into the author’s note. Put it back if it belongs to the story.',
  'note-weak-label': 'This line may belong to the story. It was put into the author’s note because it stands among the front matter.',
  'second-title': 'A second title was found. The first one was taken; this one stands in the author’s note.',
  'second-author': 'A second author’s name was found. The first one was taken; this one stands in the author’s note.',
  'second-series': 'A second series was found. The first one was taken; this one stands in the author’s note.',
  'rating-unknown': 'These words stand where a rating would, but we do not know them. They stay in the author’s note; please choose a rating.',
  'rating-twice': 'More than one rating was given. The higher one is proposed.',
  'label-unknown': 'This line looks like a field, but not one that we know. It stays in the author’s note.',
  'rating-missing': 'The file names no rating. Please choose one.',
  'warning-unclear': 'This may be a warning, but it names no content that we know. It stays in the author’s note.',
  'warning-partly': 'Not all of this line became a warning: a part is too long for one, or says what the story does not hold or what readers should do. The whole line stands in the author’s note.',
  'disclaimer-repeated': 'The same disclaimer stood here again. It is shown once, in the front.',
  'title-guessed': 'No title was named, so the first line is proposed as the title. It still stands in the story: take it out there if it is the title.',
  'title-from-file-name': 'No title was found in the file, so its name is proposed.',
  'chapter-number': 'The chapters are not numbered one after another. Please check their order.',
  address: 'This line holds an e-mail address. It stands in the author’s note, where everybody can read it; take it out if you would rather not.',
  'markup-dropped': 'This stood in a script or in something that is loaded from elsewhere, which no story can hold. It is kept with the file.',
  'story-empty': 'No story was found in this file: everything in it reads like front matter.',
} // prettier-ignore

/** A problem of a known kind, with the sentence for the author and at most 200 characters of the file. */
export function say(kind: string, excerpt: string): Problem {
  const message = messages[kind] ?? 'Please check this part.'
  return {
    kind,
    message,
    excerpt: kind === 'disclaimer-repeated' ? excerpt : excerpt.slice(0, 200),
  }
}
