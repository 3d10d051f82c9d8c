import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { generatePassword } from './account-wiring.ts'
import { readPassword } from './password.ts'

const never = (): never => {
  throw new Error('not asked for')
}
const answers = (...typed: string[]) => {
  const questions: string[] = []
  const ask = (question: string) => {
    questions.push(question)
    return Promise.resolve(typed.shift() ?? never())
  }
  return { questions, ask }
}

describe('the password of a new account', () => {
  test('is the first line of standard input, whatever its line ends are', async () => {
    for (const text of ['a wet goat', 'a wet goat\n', 'a wet goat\r\nmore\r\n']) {
      const read = { stdin: () => Promise.resolve(text), ask: never }
      const got = await readPassword(true, never, read)
      assert.deepEqual(got, { password: 'a wet goat', generated: false })
    }
  })

  test('on standard input may have spaces at its ends, but be nothing it may not', async () => {
    const read = (text: string) => ({ stdin: () => Promise.resolve(text), ask: never })
    assert.equal((await readPassword(true, never, read(' goat \n'))).password, ' goat ')
    for (const text of ['', '\n', '\r\nsecond']) {
      await assert.rejects(readPassword(true, never, read(text)), { name: 'Trouble' })
    }
  })

  test('is typed twice by whoever is there', async () => {
    const { ask, questions } = answers('a wet goat', 'a wet goat')
    const got = await readPassword(false, never, { stdin: never, ask })
    assert.deepEqual(got, { password: 'a wet goat', generated: false })
    assert.equal(questions.length, 2)
  })

  test('that is typed differently the second time is none', async () => {
    const { ask } = answers('a wet goat', 'a wet coat')
    await assert.rejects(readPassword(false, never, { stdin: never, ask }), {
      name: 'Trouble',
      message: 'The two passwords are not the same.',
    })
  })

  test('is made where nothing was typed, or nobody is there', async () => {
    const { ask, questions } = answers('')
    for (const given of [ask, null]) {
      const got = await readPassword(false, () => 'made', { stdin: never, ask: given })
      assert.deepEqual(got, { password: 'made', generated: true })
    }
    assert.equal(questions.length, 1)
  })

  test('that is made is another each time and easy to read aloud', () => {
    const made = Array.from({ length: 200 }, generatePassword)
    assert.equal(new Set(made).size, made.length)
    for (const one of made)
      assert.match(one, /^(?:[0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
  })
})
