import { mostPictureBytes } from '#files-in/picture.ts'
import { imageLimits } from './image-limits.ts'

const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)
const numbers = new Intl.NumberFormat('en')

/** A size as people read it: whole kilobytes below one megabyte, else megabytes with one digit. */
export function sizeWords(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  return kilobytes < 1024
    ? `${numbers.format(kilobytes)} KB`
    : `${numbers.format(Math.round(kilobytes / 102.4) / 10)} MB`
}

/** What the limits on pictures are, and how much of them is used. */
export function limitWords(used: { count: number; bytes: number }): string {
  const { ofWork, ofAccount } = imageLimits
  return `A work holds at most ${ofWork.count} pictures with ${megabytes(ofWork.bytes)} MB in all, and each of them at most ${megabytes(mostPictureBytes)} MB; all your works together hold at most ${ofAccount.count} pictures with ${megabytes(ofAccount.bytes)} MB. This work holds ${numbers.format(used.count)}${used.count > 0 ? ` with ${sizeWords(used.bytes)}` : ''}.`
}

/** Sentences of the page of a work's pictures. */
export const imageWords = {
  file: 'Picture',
  alt: 'What it shows',
  altHint:
    'For those who can’t see it. It is not kept with the picture: it stands in the line that you put into the text. Empty for a picture that only decorates.',
  altLong: `What it shows: at most ${imageLimits.alt} characters.`,
  none: 'No pictures yet.',
  added:
    'The picture is here. Put the line that stands with it into the text of a chapter or a note.',
  removed: 'The picture is deleted.',
  remove: 'Delete this picture',
  removeSay:
    'Deleting a picture can’t be undone. Where a text still shows it, readers get its description instead.',
  fullWork: 'This work holds as many pictures as it can. Delete one first.',
  fullAccount: 'Your works hold as many pictures as they can. Delete some first.',
} as const
