import { mostPictureBytes } from '#files-in/picture.ts'
import { type Html, html } from '#html.ts'
import { day } from '#shared/clock.ts'
import { urls } from '#urls.ts'
import { errorSummary, type FieldErrors, flash, textField } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { imageLimits } from './image-limits.ts'
import type { ImageLine } from './image-reads.ts'

export type ImagesPageProps = {
  work: { id: string; title: string }
  images: readonly ImageLine[]
  used: { count: number; bytes: number }
  token: Html
  errors: FieldErrors
  said: string | null
  /** What was typed about the picture to be added, or about the one just added. */
  alt: string
  /** The picture that was just added: its line holds what it shows. */
  added: string | null
}

/** The pictures of a work: what each is called in a text, one more, one less. */
export function imagesPage(props: ImagesPageProps): Html {
  const { work, images, token, errors, added } = props
  const action = urls.deskImages(work.id)
  return html`<div class="column">
<p><a dir="auto" href="${urls.deskWork(work.id)}">${work.title || say('works.untitled')}</a></p>
<h1>${say('desk.images')}</h1>
${flash(props.said)}
<form class="form" method="post" action="${action}" enctype="multipart/form-data">
${errorSummary(errors)}
${token}
<div class="field${errors['file'] && ' field--wrong'}"><label class="field__label" for="file">${say('images.file')}</label>
<p class="field__hint" id="file-hint">${say('desk.images.hint')} ${limitsInWords(props.used)}</p>
${errors['file'] && html`<p class="field__error" id="file-error">${errors['file']}</p>`}
<input class="field__input" type="file" id="file" name="file" required aria-describedby="file-hint${errors['file'] && ' file-error'}" accept="image/png,image/jpeg,image/gif,image/webp"></div>
${textField({ name: 'alt', label: say('images.alt'), hint: say('images.alt.hint'), value: added ? '' : props.alt, errors, limit: imageLimits.alt })}
<button class="button" type="submit">${say('desk.images.add')}</button>
</form>
${
  images.length === 0
    ? html`<p class="empty">${say('images.none')}</p>`
    : html`<p>${say('images.remove.say')}</p>
<ul class="image-list">${images.map((image) => imageItem(image, props))}</ul>`
}
</div>`
}

function imageItem({ id, bytes, createdAt }: ImageLine, props: ImagesPageProps): Html {
  const alt = id === props.added ? props.alt : ''
  return html`<li class="image-list__item"><a href="${urls.image(id)}"><img class="image-list__image" src="${urls.image(id)}" alt="${alt || say('images.file')}" loading="lazy"></a>
<p>${say('desk.images.use')} <code class="image-list__line">${imageLine(id, alt)}</code></p>
<p class="image-list__facts">${sizeInWords(bytes)} · <time datetime="${day(createdAt)}">${day(createdAt)}</time></p>
<form class="inline-form" method="post" action="${urls.deskImages(props.work.id)}">${props.token}<input type="hidden" name="image" value="${id}"><button class="link-button" type="submit" name="do" value="delete">${say('images.remove')}<span class="visually-hidden"> (${id})</span></button></form></li>`
}

/** The line of HTML that shows a picture in a text. */
export function imageLine(id: string, alt: string): string {
  return html`<img src="${urls.image(id)}" alt="${alt}">`.markup
}

/** What the limits on pictures are, and how much of them is used. */
function limitsInWords({ count, bytes }: { count: number; bytes: number }): string {
  const { ofWork, ofAccount } = imageLimits
  const limits = say('images.limits', {
    ofWork: ofWork.count,
    ofWorkMegabytes: wholeMegabytes(ofWork.bytes),
    eachMegabytes: wholeMegabytes(mostPictureBytes),
    ofAccount: ofAccount.count,
    ofAccountMegabytes: wholeMegabytes(ofAccount.bytes),
  })
  return `${limits} ${say('images.used', { count, size: sizeInWords(bytes) })}`
}

const wholeMegabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)

/** A size as people read it: whole kilobytes below one megabyte, else megabytes with one digit. */
function sizeInWords(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  return kilobytes < 1024
    ? say('images.kilobytes', { size: kilobytes })
    : say('images.megabytes', { size: Math.round(kilobytes / 102.4) / 10 })
}
