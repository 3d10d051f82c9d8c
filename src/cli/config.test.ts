import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { settings as table } from '#config/settings.ts'
import { linesOf, type Settings, tweed } from './launcher.fixture.ts'

type Described = { name: string; value: string; set: boolean; says: string }

const secrets: Settings = {
  TWEED_DATABASE_URL: 'postgres://stove:opensesame1@db.example/tweed?password=opensesame2',
  TWEED_SMTP_URL: 'smtps://stove:opensesame3@mail.example:465',
}

describe('tweed config', { concurrency: 2 }, () => {
  test('prints every setting with the value in force', async () => {
    const { code, out, err } = await tweed(['config'], { TWEED_PORT: '8181' })
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const lines = linesOf(out)
    const names = lines.flatMap((line) => /^(TWEED_\w+)=/.exec(line)?.[1] ?? [])
    assert.deepEqual(
      names,
      table.map(({ name }) => name),
    )
    assert.ok(lines.includes('TWEED_PORT=8181'))
    assert.ok(lines.includes('TWEED_URL=http://127.0.0.1:8181'))
    assert.ok(lines.includes('    the port to listen on'))
    assert.ok(lines.includes('    the address to listen on (not set)'))
  })

  test('tells them as one line of JSON', async () => {
    const { code, out, err } = await tweed(['config', '--json'], { TWEED_HOST: '::1' })
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    assert.equal(linesOf(out).length, 1)
    const described = JSON.parse(out) as Described[]
    for (const one of described) {
      assert.deepEqual(Object.keys(one), ['name', 'value', 'set', 'says'])
    }
    const host = described.find(({ name }) => name === 'TWEED_HOST')
    assert.deepEqual([host?.value, host?.set], ['::1', true])
    const origin = described.find(({ name }) => name === 'TWEED_URL')
    assert.deepEqual([origin?.value, origin?.set], ['http://[::1]:8080', false])
  })

  for (const args of [['config'], ['config', '--json']]) {
    test(`${args.join(' ')} masks secrets and still tells which server`, async () => {
      const { code, out } = await tweed(args, secrets)
      assert.equal(code, 0)
      assert.doesNotMatch(out, /opensesame/)
      assert.match(out, /postgres:\/\/stove:…@db\.example\/tweed/)
      assert.match(out, /smtps:\/\/stove:…@mail\.example:465/)
    })
  }

  const wrong: readonly (readonly [Settings, RegExp])[] = [
    [{ TWEED_PORT: 'eighty' }, /TWEED_PORT must be a whole number from 0 to 65535, not “eighty”/],
    [{ TWEED_PORT: '65536' }, /TWEED_PORT/],
    [{ TWEED_HOST: 'not a host' }, /TWEED_HOST/],
    [{ TWEED_URL: 'archive.example' }, /TWEED_URL must be an address of the form http:\/\/… or/],
    [{ TWEED_URL: 'https://archive.example/tweed' }, /TWEED_URL must be scheme and host alone/],
    [{ TWEED_DATABASE_URL: 'mysql://u:opensesame@h/d' }, /TWEED_DATABASE_URL/],
    [{ TWEED_SMTP_URL: 'mail.example opensesame' }, /TWEED_SMTP_URL/],
    [{ TWEED_MAIL_FROM: 'the keeper' }, /TWEED_MAIL_FROM/],
    [{ TWEED_TRUSTED_PROXIES: '-1' }, /TWEED_TRUSTED_PROXIES/],
    [{ TWEED_PROT: '8080' }, /TWEED_PROT is no setting of Tweed/],
  ]
  for (const [settings, sentence] of wrong) {
    const [name] = Object.keys(settings)
    test(`a wrong value stops every command with one sentence: ${name}=${Object.values(settings)[0]}`, async () => {
      for (const args of [['config'], ['config', '--json'], ['serve'], ['check', '--json']]) {
        const { code, out, err } = await tweed(args, settings)
        assert.deepEqual({ code, out }, { code: 1, out: '' })
        const [line = '', ...more] = linesOf(err)
        assert.deepEqual(more, [])
        assert.match(line, /^tweed: /)
        assert.match(line, sentence)
        assert.doesNotMatch(line, /opensesame/)
      }
    })
  }
})
