import { type Context, Hono } from 'hono'
import { notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import type { House } from '#web/house.ts'
import { tokenField } from '#web/layout.ts'
import { type Message, say } from '#web/messages/say.ts'
import { closeReport, showWorkAgain } from './acts.ts'
import { parsePlace } from './paging.ts'
import { reportPage, reportsPage } from './report-pages.ts'
import { type ClosedWith, listReports, listReportsThatHide, readReport } from './report-reads.ts'
import { idIn } from './staff.ts'

const said: Record<string, Message> = {
  closed: 'admin.did.closed',
  shown: 'admin.reports.did.shown',
  before: 'admin.reports.did.before',
}

const waysToClose: readonly ClosedWith[] = ['removed', 'work-hidden', 'dismissed']

/** Reports: for moderators and the archivist. */
export function reportRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/admin/reports', async (c) => {
    const after = parsePlace(c.req.query('after'))
    const page = reportsPage({
      reports: await listReports(house.db, after),
      hiding: after ? [] : await listReportsThatHide(house.db),
      isStart: after === null,
      said: wordOf(c),
    })
    return answerPage(c, house, page)
  })
  app.get('/admin/reports/:id', (c) => showReport(c, house, idIn(c)))
  app.post('/admin/reports/:id', async (c) => {
    const form = await readForm(c, house)
    const id = idIn(c)
    const typed = text(form, 'with')
    if (typed === 'shown') return postShown(c, house, id)
    const way = waysToClose.find((one) => one === typed)
    if (!way) return showReport(c, house, id, { with: say('admin.reports.wrong.choice') })
    const input = { id, with: way }
    const result = await house.write((tx) => closeReport(tx, house, c.get('actor'), input))
    if (result.kind === 'not-there') notFound()
    if (result.kind === 'closed-before') return goTo(c, `${urls.adminReport(id)}?did=before`)
    return goTo(c, urls.adminAfter('reports', 'closed'))
  })
  return app
}

async function postShown(c: Context<Env>, house: House, id: string): Promise<Response> {
  const result = await house.write((tx) => showWorkAgain(tx, house, c.get('actor'), id))
  if (result.kind === 'not-there') notFound()
  return goTo(c, urls.adminAfter('reports', 'shown'))
}

function wordOf(c: Context<Env>): string | null {
  const did = said[c.req.query('did') ?? '']
  return did ? say(did) : null
}

async function showReport(
  c: Context<Env>,
  house: House,
  id: string,
  errors: FieldErrors = {},
): Promise<Response> {
  const report = (await readReport(house.db, id)) ?? notFound()
  const page = reportPage({ report, token: tokenField(c, house), said: wordOf(c), errors })
  return answerPage(c, house, page, Object.keys(errors).length > 0 ? 422 : 200)
}
