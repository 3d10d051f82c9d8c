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
    ['TWEED_HOST', '-'],
    ['TWEED_HOST', 'a..b'],
    ['TWEED_HOST', '127.0.0.1:80'],
    ['TWEED_PORT', '8080.5'],
    ['TWEED_PORT', '1e3'],
    ['TWEED_URL', 'https://archive.example?x'],
    ['TWEED_URL', 'https://archive.example/#x'],
    ['TWEED_URL', 'https://somebody@archive.example'],
    ['TWEED_URL', 'https://:word@archive.example'],
    ['TWEED_URL', 'javascript:alert(1)'],
    ['TWEED_DATABASE_URL', 'tweed'],
    ['TWEED_DATABASE_URL', 'postgres://tweed:hunt#er@db.example/tweed'],
    ['TWEED_SMTP_URL', 'smtp:'],
    ['TWEED_SMTP_URL', 'smtp://'],
    ['TWEED_SMTP_URL', 'https://mail.example'],
    ['TWEED_SMTP_URL', 'smtp://post:25/hunter@mail.example'],
    ['TWEED_SMTP_URL', 'smtp://post:25#hunter@mail.example'],
    ['TWEED_MAIL_FROM', 'a@b.example, c@d.example'],
    ['TWEED_MAIL_FROM', 'Two <a@b.example> <c@d.example>'],
    ['TWEED_MAIL_FROM', 'a@b@c.example'],
    ['TWEED_MAIL_FROM', '@b.example'],
    ['TWEED_TRUSTED_PROXIES', '11'],
    ['TWEED_TRUSTED_PROXIES', '-1'],
    ['TWEED_PROT', '8080'],
  ]
  for (const [name, value] of wrong) {
    assert.throws(
      () => parseConfig({ [name]: value }),
      (error) =>
        error instanceof BadConfig &&
        error.message.includes(name) &&
        /^TWEED_[A-Z_]+ .*[.]$/s.test(error.message) &&
        !error.message.includes('hunt'),
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

test('what is good is taken as it was meant', () => {
  const good: [string, string, (config: ReturnType<typeof parseConfig>) => unknown, unknown][] = [
    ['TWEED_DATA', '/srv/archive', (config) => config.dataFolder, '/srv/archive'],
    ['TWEED_HOST', '::', (config) => config.origin, 'http://localhost:8080'],
    ['TWEED_HOST', '::1', (config) => config.origin, 'http://[::1]:8080'],
    ['TWEED_HOST', 'archive.lan', (config) => config.host, 'archive.lan'],
    ['TWEED_PORT', ' 0 ', (config) => config.port, 0],
    ['TWEED_PORT', '', (config) => config.port, 8080],
    ['TWEED_URL', 'https://Archive.Example/', (config) => config.origin, 'https://archive.example'],
    ['TWEED_URL', 'http://archive.example:81', (config) => config.secure, false],
    ['TWEED_DATABASE_URL', 'postgres:///tweed', (config) => config.place.kind, 'postgres'],
    ['TWEED_DATABASE_URL', 'postgresql://u:p%23@h/t', (config) => config.place.kind, 'postgres'],
    ['TWEED_SMTP_URL', 'smtp://mail.example', (config) => config.smtpUrl, 'smtp://mail.example'],
    [
      'TWEED_MAIL_FROM',
      'Room, Reading <a@b.example>',
      (config) => config.mailFrom,
      'Room, Reading <a@b.example>',
    ],
    [
      'TWEED_MAIL_FROM',
      '"Reading Room" <a@b.example>',
      (config) => config.mailFrom,
      '"Reading Room" <a@b.example>',
    ],
    ['TWEED_TRUSTED_PROXIES', '2', (config) => config.trustedProxies, 2],
  ]
  for (const [name, value, read, wanted] of good) {
    assert.equal(read(parseConfig({ [name]: value })), wanted, `${name}=${value}`)
  }
  const covered = new Set(good.map(([name]) => name))
  for (const { name } of settings) assert.ok(covered.has(name), `${name} is not tried`)
})

test('an address with odd signs is told too, its password never', () => {
  for (const url of [
    'postgres://u:hunter%ZZ@h/na%zzme',
    'postgres://u:hunter@h/t?password=hunter',
    'postgres://h/t?user=u&password=hunter',
  ]) {
    const told = describeConfig({ TWEED_DATABASE_URL: url })
    assert.doesNotMatch(JSON.stringify(told), /hunter/, url)
    assert.equal(told.find(({ name }) => name === 'TWEED_DATABASE_URL')?.set, true)
  }
})
