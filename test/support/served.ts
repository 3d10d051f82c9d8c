import { createServer } from 'node:net'
import { listen } from '#web/server.ts'
import { type Engine, testHouse, type TestHouse } from './house.ts'

/** An archive of its own behind a real server, for browsers. */
export async function serveHouse(engine: Engine): Promise<TestHouse & { url: string }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const house = await testHouse(engine, { TWEED_PORT: String(port), TWEED_URL: url })
  const { server } = await listen(house, house.app)
  return Object.assign(house, {
    url,
    close: closing(house.close, () => {
      server.close()
      server.closeAllConnections()
    }),
  })
}

function closing(close: () => Promise<void>, stop: () => void): () => Promise<void> {
  return async () => {
    stop()
    await close()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
