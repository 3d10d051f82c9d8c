import { type Context, Hono } from 'hono'
import { placeOf } from '#comments/talk.ts'
import { readCommentFacts } from '#comments/reads.ts'
import { markSeen } from '#private-links/acts.ts'
import { forgetLinks, heldLinks, holdLink } from '#private-links/held-links.ts'
import { type PrivateLink, showCode, signedToken } from '#private-links/private-link.ts'
import { notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { type Message, say } from '#web/messages/say.ts'
import { linkRoutes } from './link-routes.ts'
import { openWith } from './limits.ts'
import { receiptCode } from './receipt.ts'
import { receiptPage, repliesPage } from './pages.ts'
import { countNew, readBehind } from './reads.ts'
import { talkRoutes } from './talk-routes.ts'

/** A guest's own page: what they said, the answers, and the keys to them. No account, no history, no trace. */
export function repliesRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/replies', async (c) => {
    const did = c.req.query('did') ?? ''
    const word = said[did]
    return showReplies(c, house, await heldLinks(c, house), { said: word ? say(word) : null })
  })

  app.post('/replies/enter', async (c) => {
    const form = await readForm(c, house)
    return enter(c, house, text(form, 'code').slice(0, 200), text(form, 'code').slice(0, 200))
  })
  // The secret is traded for a cookie, and the address it came by is left at once.
  app.get('/r/:secret', (c) => enter(c, house, c.req.param('secret').slice(0, 200), ''))

  app.post('/replies/forget', async (c) => {
    await readForm(c, house)
    forgetLinks(c, house)
    return goTo(c, urls.repliesAfter('forgotten'))
  })

  app.get('/replies/receipt/:comment', (c) => showReceipt(c, house, c.req.param('comment')))
  app.route('/', linkRoutes(house))
  app.route('/', talkRoutes(house))
  return app
}

const said: Readonly<Record<string, Message>> = {
  forgotten: 'replies.forgotten',
  saved: 'comments.saved',
  held: 'replies.held',
}

async function enter(
  c: Context<Env>,
  house: House,
  secret: string,
  typed: string,
): Promise<Response> {
  const link = await openWith(c, house, secret)
  if (link) {
    holdLink(c, house, link)
    return goTo(c, urls.replies())
  }
  const errors = { code: say('replies.code.wrong') }
  return showReplies(c, house, [], { typed, errors })
}

async function showReplies(
  c: Context<Env>,
  house: House,
  links: readonly PrivateLink[],
  props: { typed?: string; errors?: FieldErrors; said?: string | null },
): Promise<Response> {
  const behind = await readBehind(house.db, c.get('actor'), links)
  const page = repliesPage({
    behind,
    feedOf: ({ link }) => urls.repliesFeed(signedToken(house.keys, 'feed of link', link)),
    token: tokenField(c, house),
    typed: props.typed ?? '',
    errors: props.errors ?? {},
    said: props.said ?? null,
  })
  const fresh = behind.filter((one) => countNew(one) > 0).map(({ link }) => link.id)
  if (fresh.length > 0 && isLookedAt(c)) await house.write((tx) => markSeen(tx, house, fresh))
  return answerPage(c, house, page, props.errors ? 422 : 200)
}

/** Whether a person sees the page now: what a browser fetches ahead of them marks nothing as seen. */
function isLookedAt(c: Context<Env>): boolean {
  return c.req.header('sec-purpose') === undefined && c.req.header('purpose') === undefined
}

async function showReceipt(c: Context<Env>, house: House, id: string): Promise<Response> {
  const links = await heldLinks(c, house)
  const facts = await readCommentFacts(house.db, id)
  const link = links.find((held) => held.id === (facts ? facts.linkId : id)) ?? notFound()
  const place = facts && (await placeOf(c, house, facts.workId, facts.chapterId))
  const code = receiptCode(c, house, link)
  const word: Message = !facts
    ? 'replies.receipt.new'
    : facts.state === 'held'
      ? 'replies.receipt.held'
      : 'replies.receipt.said'
  const page = receiptPage({
    said: say(word),
    key:
      code === null
        ? null
        : {
            code: showCode(code),
            url: house.config.origin + urls.privateLink(showCode(code)),
            qr: urls.linkQr(link.id),
          },
    back: place?.url ?? null,
  })
  return answerPage(c, house, page)
}
