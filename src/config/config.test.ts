import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadConfig } from '#shared/errors.ts'
import { describeConfig, parseConfig } from './config.ts'
import { settings } from './settings.ts'

test('every setting has a default that can be used', () => {
  const config = parseConfig({})
  assert.equal(config.origin, 'http://127.0.0.1:8080')
  assert.equal(config.place.kind, 'sqlite')
  assert.equal(config.secure, false)
  assert.equal(parseConfig({ TWEED_URL: 'https://archive.example' }).secure, true)
})

test('a wrong value stops the start with a sentence that names the variable', () => {
  const wrong: [string, string][] = [
    ['TWEED_HOST', 'not a host!'],
    ['TWEED_PORT', '80a'],
    ['TWEED_PORT', '65536'],
    ['TWEED_PORT', '-1'],
    ['TWEED_URL', 'archive.example'],
    ['TWEED_URL', 'ftp://archive.example'],
    ['TWEED_URL', 'https://archive.example/path'],
    ['TWEED_DATABASE_URL', 'mysql://x/y'],
    ['TWEED_SMTP_URL', 'mail.example:25'],
    ['TWEED_MAIL_FROM', 'nobody'],
    ['TWEED_MAIL_FROM', 'a@b.example\r\nBcc: c@d.example'],
    ['TWEED_TRUSTED_PROXIES', 'two'],
    ['TWEED_PROT', '8080'],
  ]
  for (const [name, value] of wrong) {
    assert.throws(
      () => parseConfig({ [name]: value }),
      (error) => error instanceof BadConfig && error.message.includes(name),
      `${name}=${value}`,
    )
  }
})

test('what is in force is told with secrets masked', () => {
  const told = describeConfig({
    TWEED_DATABASE_URL: 'postgres://tweed:hunter2@db.example/tweed?sslkey=hunter3',
    TWEED_SMTP_URL: 'smtps://post:hunter4@mail.example:465',
  })
  assert.deepEqual(
    told.map(({ name }) => name),
    settings.map(({ name }) => name),
  )
  const text = JSON.stringify(told)
  assert.doesNotMatch(text, /hunter/)
  assert.match(text, /db\.example/)
})
