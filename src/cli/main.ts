import { readConfig } from '#config/config.ts'
import { run } from './run.ts'
import { sentenceOf } from './trouble.ts'

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Who reads only the first lines of an answer has had enough of it; what was asked for is still done to its end.
    if (error.code === 'EPIPE') return
    if (stream === process.stdout) process.stderr.write(`tweed: ${sentenceOf(error)}\n`)
    process.exit(1)
  })
}

process.exitCode = await run({
  args: process.argv.slice(2),
  config: readConfig,
  say: (line) => process.stdout.write(`${line}\n`),
  tell: (line) => process.stderr.write(`${line}\n`),
})
