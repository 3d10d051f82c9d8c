import assert from 'node:assert/strict'
import type { Transport } from '#mail/transport.ts'
import { minute, second } from '#shared/clock.ts'
import { queueMail } from '#storage/outbox.ts'
import { onBothHouses, type TestHouse } from '../../test/support/house.ts'
import { makeJobs } from './jobs.ts'

const queue = (house: TestHouse) =>
  house.write((tx) =>
    queueMail(tx, house.clock, house.random, { to: 'r@people.test', subject: 'A', text: 'B' }),
  )

/** Takes mails and holds each until it is let go. */
function slowTransport(): { transport: Transport; begun: string[]; letGo(): void } {
  const begun: string[] = []
  const held: (() => void)[] = []
  return {
    begun,
    letGo: () => held.splice(0).forEach((go) => go()),
    transport: {
      keepsText: false,
      send(_, id) {
        begun.push(id)
        return new Promise((resolve) => held.push(resolve))
      },
      close() {},
    },
  }
}

/** Lets everything go on that waits for nothing but its turn, until `done`. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve))
}

onBothHouses(
  'two runs at once send no mail twice, and stopping waits for the one that is on',
  async (house) => {
    await queue(house)
    const { transport, begun, letGo } = slowTransport()
    const jobs = makeJobs(house, transport, (_, error) => assert.fail(String(error)))
    const first = jobs.run(true)
    const second = jobs.run(true)
    await until(() => begun.length > 0)
    const stopped = jobs.stop()
    letGo()
    await Promise.all([first, second, stopped])
    assert.equal(begun.length, 1)
    const row = await house.db
      .selectFrom('mail')
      .select(['state', 'attempts'])
      .executeTakeFirstOrThrow()
    assert.deepEqual([row.state, row.attempts], ['sent', 1])
    await queue(house)
    await jobs.run(true)
    assert.equal(begun.length, 1, 'nothing runs after the stop')
  },
)

onBothHouses(
  'a job that fails is told of, stops no other, and runs again when it is due',
  async (house) => {
    const complaints: string[] = []
    let tended = 0
    const broken = { ...house.storage, tend: () => Promise.reject(new Error(`no ${tended++}`)) }
    const { transport, begun, letGo } = slowTransport()
    const jobs = makeJobs({ ...house, storage: broken }, transport, (job) => complaints.push(job))
    await jobs.run()
    assert.deepEqual(complaints, ['storage'])
    house.advance(20 * second)
    await queue(house)
    const run = jobs.run()
    await until(() => begun.length > 0)
    letGo()
    await run
    assert.equal(tended, 1, 'it is not yet due again')
    house.advance(minute)
    await jobs.run()
    assert.equal(tended, 2)
    assert.deepEqual(complaints, ['storage', 'storage'])
  },
)

onBothHouses('a mail that is told of goes out before the clock asks', async (house) => {
  const { transport, begun, letGo } = slowTransport()
  const jobs = makeJobs(house, transport, (_, error) => assert.fail(String(error)))
  await jobs.run()
  await queue(house)
  jobs.wake()
  jobs.wake()
  await until(() => begun.length > 0)
  letGo()
  await jobs.stop()
  assert.equal(begun.length, 1)
})
