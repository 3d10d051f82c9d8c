import { type Context, Hono } from 'hono'
import { kudosLimit } from '#kudos/kudos.ts'
import { countByDay, countKudos, countSetAside } from '#kudos/reads.ts'
import { readerOf } from '#kudos/readers.ts'
import { mayWriteWork } from '#policy/may.ts'
import { ownLinkFor, holdOwnLink } from '#private-links/held-links.ts'
import { isLongerThan } from '#prose/count.ts'
import { NotFound, notFound } from '#shared/errors.ts'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { addressOf } from '#web/address.ts'
import { answerPage, goTo } from '#web/answers.ts'
import { readForm, text } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import { formTokenFor } from '#web/form-token.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { readOwners } from '#works/reads.ts'
import { answerCallers, callForMore, takeCallBack } from './acts.ts'
import { callLimits } from './call.ts'
import { countsPage } from './pages.ts'
import { countCalls, listCallAnswers, newestChapter } from './reads.ts'

export function callRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/works/:work/call', async (c) => {
    await readForm(c, house)
    house.limiter.take(kudosLimit, addressOf(c))
    const workId = c.req.param('work') as WorkId
    const link = await ownLinkFor(c, house, workId)
    const reader = readerOf(c, house, workId)
    const result = await house.write((tx) =>
      callForMore(tx, house, c.get('actor'), { workId, reader, link }),
    )
    if (result.kind === 'not-there') throw new NotFound()
    if (result.kind === 'called' && result.link) holdOwnLink(c, house, result.link)
    const did = {
      called: 'called',
      again: 'called-again',
      own: 'call-own',
      'not-now': 'call-not-now',
    }
    return goTo(c, urls.workAfter(workId, did[result.kind]))
  })

  app.post('/works/:work/call/withdrawal', async (c) => {
    await readForm(c, house)
    const workId = c.req.param('work') as WorkId
    const reader = readerOf(c, house, workId)
    await house.write((tx) => takeCallBack(tx, house, { workId, reader }))
    return goTo(c, urls.workAfter(workId, 'call-back'))
  })

  app.get('/works/:work/calls', async (c) => {
    const did = c.req.query('did') === 'answered' ? say('calls.answered') : null
    return showCounts(c, house, c.req.param('work') as WorkId, { typed: '', errors: {}, did })
  })

  app.post('/works/:work/calls', async (c) => {
    const form = await readForm(c, house)
    const workId = c.req.param('work') as WorkId
    const body = text(form, 'body').trim()
    const wrong =
      body === ''
        ? say('comments.body.empty')
        : isLongerThan(body, callLimits.answer)
          ? say('calls.answer.long', { limit: callLimits.answer })
          : null
    if (wrong)
      return showCounts(c, house, workId, { typed: body, errors: { body: wrong }, did: null })
    const result = await house.write((tx) =>
      answerCallers(tx, house, c.get('actor'), { workId, body }),
    )
    if (result.kind === 'not-there') throw new NotFound()
    if (result.kind === 'nobody') return goTo(c, urls.callAnswers(workId))
    house.mailMayWait()
    return goTo(c, `${urls.callAnswers(workId)}?did=answered`)
  })
  return app
}

async function showCounts(
  c: Context<Env>,
  house: House,
  workId: WorkId,
  props: { typed: string; errors: Record<string, string>; did: string | null },
): Promise<Response> {
  const { db } = house
  if (!mayWriteWork(c.get('actor'), await readOwners(db, workId))) throw new NotFound()
  const work = await db
    .selectFrom('work')
    .select('title')
    .where('id', '=', workId)
    .executeTakeFirst()
  const { title } = work ?? notFound()
  const chapter = await newestChapter(db, workId)
  const body = countsPage({
    workId,
    title,
    kudos: {
      total: await countKudos(db, workId),
      setAside: await countSetAside(db, 'kudos', workId),
      byDay: await countByDay(db, 'kudos', workId),
    },
    calls: {
      total: chapter ? await countCalls(db, workId, chapter) : 0,
      setAside: await countSetAside(db, 'call', workId),
      byDay: await countByDay(db, 'call', workId),
    },
    answers: await listCallAnswers(db, workId),
    token: formTokenFor(c, house),
    ...props,
  })
  const status = Object.keys(props.errors).length > 0 ? 422 : 200
  return answerPage(c, house, { title: say('calls.heading'), hidden: true, body }, status)
}
