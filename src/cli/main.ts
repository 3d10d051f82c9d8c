import { readConfig } from '#config/config.ts'
import { run } from './run.ts'

// Who reads only the first lines of an answer has had enough of it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

process.exitCode = await run({
  args: process.argv.slice(2),
  config: readConfig,
  say: (line) => process.stdout.write(`${line}\n`),
  tell: (line) => process.stderr.write(`${line}\n`),
})
