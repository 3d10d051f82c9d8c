import { type Context, Hono } from 'hono'
import { keepLink } from '#comments/guests.ts'
import { parseEmail } from '#accounts/account.ts'
import { mailToLink } from '#comments/notify.ts'
import { revokePrivateLink, rotatePrivateLink, setLinkEmail } from '#private-links/acts.ts'
import { heldLinks, letGoOfLink } from '#private-links/held-links.ts'
import { type PrivateLink, showCode } from '#private-links/private-link.ts'
import { findLinksByTokens } from '#private-links/reads.ts'
import { BadRequest, notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { addressOf } from '#web/address.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import type { Limit } from '#web/limiter.ts'
import { say } from '#web/messages/say.ts'
import { answerFeed } from './feed.ts'
import { stopPage } from './pages.ts'
import { receiptCode } from './receipt.ts'

const mailLimit: Limit = { purpose: 'address for a link', most: 10, seconds: 3600 }

/** What its holder does with a private link: another code, giving it up, mails, the feed. */
export function linkRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/replies/links/:link/rotation', async (c) => {
    await readForm(c, house)
    const held = await heldLink(c, house)
    const { link, code } = await house.write((tx) => rotatePrivateLink(tx, house, held))
    keepLink(c, house, link, code)
    return goTo(c, urls.repliesReceipt(link.id))
  })
  app.post('/replies/links/:link/revocation', async (c) => {
    await readForm(c, house)
    const { id } = await heldLink(c, house)
    await house.write((tx) => revokePrivateLink(tx, house, id))
    letGoOfLink(c, house, id)
    return goTo(c, urls.repliesAfter('saved'))
  })
  app.post('/replies/links/:link/mail', async (c) => {
    const form = await readForm(c, house)
    const link = await heldLink(c, house)
    const typed = text(form, 'email').trim()
    const email = parseEmail(typed)
    if (typed !== '' && email === null) throw new BadRequest(say('replies.mail.wrong'))
    if (email !== null) house.limiter.take(mailLimit, addressOf(c))
    await house.write(async (tx) => {
      await setLinkEmail(tx, link.id, email)
      if (email === null) return
      await mailToLink(tx, house, link.id, 'mail.link')
    })
    house.mailMayWait()
    return goTo(c, urls.repliesAfter('saved'))
  })
  app.get('/replies/links/:link/qr.svg', async (c) => {
    const link = await heldLink(c, house)
    const code = receiptCode(c, house, link) ?? notFound()
    const url = house.config.origin + urls.privateLink(showCode(code))
    // Drawn seldom, loaded with the first one.
    const { toString: drawQr } = await import('qrcode')
    const svg = await drawQr(url, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
    return c.body(svg, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' })
  })

  app.get('/replies/feed/:token', (c) => answerFeed(c, house, c.req.param('token')))

  app.get('/replies/stop/:token', async (c) => {
    await linkToStop(c, house)
    const action = urls.repliesStop(c.req.param('token'))
    return answerPage(c, house, stopPage({ action, token: tokenField(c, house) }))
  })
  // One click from a mail program (RFC 8058): the token in the address is all the proof that there can be.
  app.post('/replies/stop/:token', async (c) => {
    const { id } = await linkToStop(c, house)
    await house.write((tx) => setLinkEmail(tx, id, null))
    return answerPage(c, house, stopPage({ action: null, token: tokenField(c, house) }))
  })
  return app
}

async function heldLink(c: Context<Env>, house: House): Promise<PrivateLink> {
  const links = await heldLinks(c, house)
  return links.find(({ id }) => id === c.req.param('link')) ?? notFound()
}

async function linkToStop(c: Context<Env>, house: House): Promise<PrivateLink> {
  const tokens = [c.req.param('token') ?? '']
  const [link] = await findLinksByTokens(house.db, house.keys, 'end mail of link', tokens)
  return link ?? notFound()
}
