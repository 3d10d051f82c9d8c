import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createChallenge, verifySolution } from 'altcha-lib/v1'
import { solve } from './prove-work.ts'

const hmacKey = 'key of a test'

test('the number that the browser finds is what the server asked for', async () => {
  const expires = new Date(Date.now() + 60_000)
  const challenge = await createChallenge({ hmacKey, number: 1234, maxNumber: 2000, expires })
  assert.equal(await verifySolution(await solve(challenge), hmacKey), true)
  assert.equal(await verifySolution(await solve(challenge), 'another key'), false)
})

test('a challenge that has no answer within its bound gets none', async () => {
  const challenge = await createChallenge({ hmacKey, number: 3000, maxNumber: 1000 })
  assert.equal(await solve(challenge), '')
})
