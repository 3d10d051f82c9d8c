import type { Context } from 'hono'
import { html } from '#html.ts'
import { NotFound, Refusal, TooMany, WrongMethod } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { answerPage } from './answers.ts'
import type { Env } from './env.ts'
import type { House } from './house.ts'
import { logFailure } from './log.ts'
import { typedPart } from './typed-part.ts'
import { type Message, say } from './messages/say.ts'

const titles: Partial<Record<number, Message>> = {
  400: 'web.400.title',
  403: 'web.403.title',
  404: 'web.404.title',
  405: 'web.405.title',
  413: 'web.413.title',
  415: 'web.415.title',
  429: 'web.429.title',
}

/** The one place where what was thrown becomes a page. Bugs show a request id and nothing else. */
export async function answerError(
  c: Context<Env>,
  house: House,
  error: unknown,
): Promise<Response> {
  const refusal = error instanceof Refusal ? error : null
  if (!refusal) logFailure(c.get('requestId') ?? '', c.req.method, c.req.routePath, error)
  const status = refusal?.status ?? 500
  const title = say(refusal ? (titles[status] ?? 'web.refused.title') : 'web.500.title')
  const sentence = refusal
    ? refusal.sentence
    : say('web.500.say', { request: c.get('requestId') ?? 'no number' })
  const again =
    refusal instanceof TooMany ? say('web.429.when', { seconds: refusal.retryAfter }) : null
  // A failure before the frame's needs were met has no frame to stand in.
  if (!c.get('actor') || !c.get('site')) return c.text(`${title}\n${sentence}\n`, status)
  const response = answerPage(c, house, {
    title,
    kind: 'error',
    hidden: true,
    body: html`<div class="error-page">
<p class="error-page__code" aria-hidden="true">${status}</p>
<h1>${title}</h1>
<p>${sentence}</p>
${again && html`<p>${again}</p>`}
${await typedPart(c, house, refusal)}
<p><a class="button" href="${urls.home()}">${say('web.backHome')}</a></p>
</div>`,
  })
  const headers = new Headers(response.headers)
  if (refusal instanceof TooMany) headers.set('retry-after', String(refusal.retryAfter))
  if (refusal instanceof WrongMethod) headers.set('allow', refusal.allowed.join(', '))
  return new Response(response.body, { status, headers })
}

/** What a path that leads nowhere answers, or one that leads somewhere with one of these other methods. */
export function answerNothing(
  c: Context<Env>,
  house: House,
  others: readonly string[],
): Promise<Response> {
  const refusal = others.length > 0 ? new WrongMethod(say('web.405.say'), others) : new NotFound()
  return answerError(c, house, refusal)
}
