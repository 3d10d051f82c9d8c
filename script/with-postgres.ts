// Starts one PostgreSQL for a run of tests, prints its address, and stops it when asked to end.
import { startPostgres } from '../test/support/postgres.ts'

const { url, stop } = await startPostgres()
process.stdout.write(`${url}\n`)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => void stop().finally(() => process.exit(0)))
}
process.stdin.on('close', () => void stop().finally(() => process.exit(0)))
process.stdin.resume()
