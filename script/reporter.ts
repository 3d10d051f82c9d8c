// Prints a line for each file and each failure of `node --test`, and adds the totals to the file that script/test sums up.
import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0
  let failed = 0
  const failures: string[] = []
  const files = new Map<string, number>()
  for await (const event of events) {
    if (event.type === 'test:pass' || event.type === 'test:fail') {
      const { name, file, details, skip } = event.data
      const isSuite = details.type === 'suite'
      if (event.type === 'test:fail') {
        const error = event.data.details.error as Error & { cause?: unknown; failureType?: string }
        if (error.failureType === 'subtestsFailed') continue
        failed++
        const { cause } = error
        const why = cause instanceof Error ? (cause.stack ?? cause.message) : error.message
        failures.push(`✖ ${file ? relative(process.cwd(), file) : ''} › ${name}\n${why}\n`)
        yield `✖ ${file ? relative(process.cwd(), file) : ''} › ${name}\n${why}\n`
      } else if (!isSuite && skip === undefined && details.type !== 'suite') {
        passed++
        if (file) files.set(file, (files.get(file) ?? 0) + 1)
      }
    }
  }
  for (const [file, count] of files) yield `✔ ${relative(process.cwd(), file)}: ${count}\n`
  if (failures.length > 0) yield `\n${failures.length} failures\n`
  const totals = process.env['TWEED_TEST_TOTALS']
  if (totals) appendFileSync(totals, `${passed} ${failed}\n`)
}
