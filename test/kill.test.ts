import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fillDemo } from '#cli/demo-archive.ts'
import { parseConfig } from '#config/config.ts'
import { openStorage } from '#storage/open.ts'
import { dropDatabase, postgresUrl, stopOwnPostgres } from './support/postgres.ts'
import { freePort, serveApart } from './support/served-apart.ts'

const guests = 16
/** A guest's form is no younger than three seconds when it comes back. */
const leastFormAge = 3200
/** A round in which nobody is answered for so long is over all the same. */
const longestRound = 3000

after(stopOwnPostgres)

for (const { engine, kills } of [
  { engine: 'sqlite', kills: 50 },
  { engine: 'postgres', kills: 5 },
] as const) {
  test(`after ${kills} times kill -9 in a burst, every comment that was answered with success is there (${engine})`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tweed-kill-'))
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const database = engine === 'postgres' ? await postgresUrl() : null
    const environment = {
      TWEED_DATA: folder,
      TWEED_PORT: String(port),
      TWEED_URL: url,
      TWEED_TRUSTED_PROXIES: '1',
      ...(database ? { TWEED_DATABASE_URL: database } : {}),
    }
    const server = serveApart(environment, url)
    try {
      const config = parseConfig(environment)
      const { works } = await fillDemo(config)
      await server.start()
      const talk = await talkOf(url, works)
      await wait(leastFormAge)
      const burst = makeBurst(url, talk)
      for (let round = 0; round < kills; round++) {
        await burst.rage(round, () => server.kill())
        await server.start()
      }
      const { code, printed } = await server.run('check')
      assert.equal(code, 0, printed)
      await server.kill()
      const { confirmed, sent } = burst
      assert.ok(confirmed.length > 2 * kills, `only ${confirmed.length} comments were answered`)
      assert.ok(sent() > confirmed.length + kills, 'the kills came when nobody was waiting')
      const storage = await openStorage(config.place)
      const rows = await storage.db.selectFrom('comment').select('body').execute()
      await storage.close()
      const kept = new Set(rows.map(({ body }) => body.replaceAll(/<[^>]+>/g, '').trim()))
      assert.deepEqual(
        confirmed.filter((words) => !kept.has(words)),
        [],
      )
      console.log(`# ${confirmed.length} of ${sent()} comments were confirmed, none of them lost`)
    } finally {
      await server.kill()
      if (database) await dropDatabase(database)
      await rm(folder, { recursive: true, force: true })
    }
  })
}

type Talk = { path: string; token: string }

/** Where comments go, each with the token of the form that a guest finds there. */
async function talkOf(url: string, works: readonly string[]): Promise<Talk[]> {
  const talk: Talk[] = []
  for (const work of works) {
    const page = await (await fetch(`${url}/works/${work}`)).text()
    const path = `/works/${work}/chapters/1/comments`
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1]
    if (token && page.includes(`action="${path}"`)) talk.push({ path, token })
  }
  assert.notEqual(talk.length, 0, 'no work takes comments')
  return talk
}

/** Guests who talk all at once, until the server is gone. */
function makeBurst(url: string, talk: readonly Talk[]) {
  const confirmed: string[] = []
  let sent = 0

  /** Sends one comment; what the answer promised is noted. False when the server is gone. */
  async function say(words: string, guest: number): Promise<boolean> {
    const number = sent++
    const { path, token } = talk[number % talk.length] ?? { path: '', token: '' }
    try {
      const answer = await fetch(url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          origin: url,
          // Each from somewhere else, so that no limit is in the way.
          'x-forwarded-for': `10.${number % 250}.${Math.floor(number / 250) % 250}.${guest}`,
        },
        body: new URLSearchParams({ token, name: '', body: words, website: '' }),
      })
      if (answer.status === 303) confirmed.push(words)
      else if (answer.status !== 429) assert.fail(`it answered ${answer.status}`)
      await answer.arrayBuffer()
      return true
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error
      // The server is gone: nothing was promised.
      return false
    }
  }

  return {
    confirmed,
    sent: () => sent,
    /** Talks until a few comments, in some rounds many, were answered; then kills at once or some milliseconds later. */
    async rage(round: number, kill: () => Promise<void>): Promise<void> {
      const enough = confirmed.length + 1 + ((round * 7) % 30)
      const late = Date.now() + longestRound
      let isOver = false
      const talking = Array.from({ length: guests }, async (_, guest) => {
        let turn = 0
        while (!isOver && (await say(`round ${round} guest ${guest} turn ${turn}`, guest))) turn++
      })
      while (confirmed.length < enough && Date.now() < late) await wait(1)
      await wait((round * 3) % 8)
      await kill()
      isOver = true
      await Promise.all(talking)
    },
  }
}
