import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { describe, test } from 'node:test'
import { startProgress } from './progress.ts'

/** Takes what is written to a terminal, or to a file. */
function paper(isTTY: boolean): { stream: NodeJS.WriteStream; written: () => string } {
  let text = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  return {
    stream: Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream,
    written: () => text,
  }
}

describe('a progress bar', () => {
  test('says nothing where nobody watches', () => {
    const { stream, written } = paper(false)
    const progress = startProgress('Writing', stream)
    for (const share of [0, 0.5, 1]) progress.show(share)
    progress.end()
    assert.equal(written(), '')
  })

  test('is drawn over itself, once for each percent, and taken away at the end', () => {
    const { stream, written } = paper(true)
    const progress = startProgress('Writing', stream)
    for (const share of [-1, 0, 0.001, 0.5, 0.5, 2]) progress.show(share)
    const drawn = written().split('\r').slice(1)
    assert.deepEqual(drawn, [
      `Writing ${'░'.repeat(30)}   0 %`,
      `Writing ${'█'.repeat(15)}${'░'.repeat(15)}  50 %`,
      `Writing ${'█'.repeat(30)} 100 %`,
    ])
    assert.doesNotMatch(written(), /\n/)
    progress.end()
    assert.ok(written().endsWith('\r\u001b[K'))
  })

  test('that was never shown leaves no trace', () => {
    const { stream, written } = paper(true)
    startProgress('Writing', stream).end()
    assert.equal(written(), '')
  })
})
