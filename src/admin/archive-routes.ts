import { type Context, Hono } from 'hono'
import { emailKey } from '#accounts/account.ts'
import { notFound } from '#shared/errors.ts'
import type { AccountId, TagId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { cleanName } from '#wrangling/named.ts'
import { giveWrangling, listGiven, takeWrangling } from '#wrangling/wranglers.ts'
import { accountsPage, adminAccountPage, roles } from './account-pages.ts'
import { changeRole, recordMailRead } from './acts.ts'
import { auditPage } from './audit-page.ts'
import { mailPage, outboxPage } from './outbox-pages.ts'
import { parsePlace } from './paging.ts'
import { listAccounts, listAudit, listMails, readAccountLine, readMail } from './reads.ts'
import { idIn } from './staff.ts'

/** Outbox, accounts and the audit log: the archivist's. */
export function archiveRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  const { db } = house
  const hasMailServer = house.config.smtpUrl !== null

  app.get('/admin/outbox', async (c) => {
    const after = parsePlace(c.req.query('after'))
    const mails = await listMails(db, after)
    return answerPage(c, house, outboxPage({ mails, isStart: after === null, hasMailServer }))
  })
  app.get('/admin/outbox/:id', async (c) => {
    const mail = (await readMail(db, idIn(c))) ?? notFound()
    if (mail.text !== '') {
      await house.write((tx) => recordMailRead(tx, house, c.get('actor'), mail.id))
    }
    return answerPage(c, house, mailPage({ mail, hasMailServer }))
  })

  app.get('/admin/accounts', async (c) => {
    // No address holds a control character, and PostgreSQL takes no NUL.
    const from = (c.req.query('after') ?? '').replace(/\p{Cc}/gu, '').slice(0, 300)
    const accounts = await listAccounts(db, emailKey(from.trim()))
    return answerPage(c, house, accountsPage({ accounts, from }))
  })
  app.get('/admin/accounts/:id', (c) => showAccount(c, house, idIn(c)))
  app.post('/admin/accounts/:id', (c) => postAccount(c, house, idIn(c)))
  app.post('/admin/accounts/:id/wrangling', (c) => postWrangling(c, house, idIn(c)))

  app.get('/admin/audit', async (c) => {
    const after = parsePlace(c.req.query('after'))
    const lines = await listAudit(db, after)
    return answerPage(c, house, auditPage({ lines, isStart: after === null }))
  })
  return app
}

async function postAccount(c: Context<Env>, house: House, id: string): Promise<Response> {
  const typed = text(await readForm(c, house), 'role')
  const role = roles.find((one) => one === typed)
  if (!role) return showAccount(c, house, id, typed, { role: say('admin.accounts.wrong.role') })
  const result = await house.write((tx) => changeRole(tx, house, c.get('actor'), { id, role }))
  if (result.kind === 'not-there') notFound()
  if (result.kind === 'last-archivist') {
    return showAccount(c, house, id, role, { role: say('admin.accounts.last') })
  }
  return goTo(c, `${urls.adminAccount(id)}?did=saved`)
}

async function postWrangling(c: Context<Env>, house: House, id: string): Promise<Response> {
  const form = await readForm(c, house)
  const account = id as AccountId
  const actor = c.get('actor')
  if (text(form, 'act') === 'take') {
    const fandom = (text(form, 'id') || null) as TagId | null
    const { kind } = await house.write((tx) => takeWrangling(tx, house, actor, { account, fandom }))
    if (kind === 'not-there') notFound()
    return goTo(c, `${urls.adminAccount(id)}?did=saved`)
  }
  if (text(form, 'act') !== 'give') return showAccount(c, house, id)
  const typed = text(form, 'fandom')
  const result = await house.write((tx) =>
    giveWrangling(tx, house, actor, { account, fandom: cleanName(typed) }),
  )
  if (result.kind === 'not-there') notFound()
  if (result.kind === 'no-such-fandom' || result.kind === 'too-many') {
    const errors = { fandom: say(`wranglers.wrong.${result.kind}`) }
    return showAccount(c, house, id, null, errors, typed)
  }
  return goTo(c, `${urls.adminAccount(id)}?did=saved`)
}

async function showAccount(
  c: Context<Env>,
  house: House,
  id: string,
  typed: string | null = null,
  errors: FieldErrors = {},
  fandom = '',
): Promise<Response> {
  const account = (await readAccountLine(house.db, id)) ?? notFound()
  const page = adminAccountPage({
    account,
    role: typed ?? account.role,
    token: tokenField(c, house),
    said: c.req.query('did') === 'saved' ? say('admin.did.saved') : null,
    errors,
    given: await listGiven(house.db, account.id),
    fandom,
  })
  return answerPage(c, house, page, Object.keys(errors).length > 0 ? 422 : 200)
}
