import { Hono } from 'hono'
import { NotFound } from '#shared/errors.ts'
import type { WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { addressOf } from '#web/address.ts'
import { goTo } from '#web/answers.ts'
import { readForm } from '#web/body.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { giveKudos } from './acts.ts'
import { kudosLimit } from './kudos.ts'
import { readerOf } from './readers.ts'

export function kudosRoutes(house: House): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/works/:work/kudos', async (c) => {
    await readForm(c, house)
    house.limiter.take(kudosLimit, addressOf(c))
    const workId = c.req.param('work') as WorkId
    const reader = readerOf(c, house, workId)
    const { kind } = await house.write((tx) =>
      giveKudos(tx, house, c.get('actor'), { workId, reader }),
    )
    if (kind === 'not-there') throw new NotFound()
    const did = { given: 'kudos', again: 'kudos-again', own: 'kudos-own' }[kind]
    return goTo(c, urls.workAfter(workId, did))
  })
  return app
}
