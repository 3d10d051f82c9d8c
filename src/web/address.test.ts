import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findAddress, networkOf } from './address.ts'

test('without a proxy nothing that is forwarded is believed', () => {
  fc.assert(
    fc.property(fc.string(), fc.ipV4(), (forwarded, socket) => {
      assert.equal(findAddress(forwarded, socket, 0), socket)
    }),
  )
  assert.equal(findAddress('203.0.113.9', '::ffff:198.51.100.7', 0), '198.51.100.7')
})

test('behind proxies the address is what the outermost of ours wrote, whatever strangers wrote before it', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().map((text) => text.replaceAll(',', ' ')),
        { maxLength: 4 },
      ),
      fc.oneof(fc.ipV4(), fc.ipV6()),
      fc.array(fc.ipV4(), { maxLength: 3 }),
      (made, client, proxies) => {
        const forwarded = [...made, client, ...proxies].join(', ')
        const found = findAddress(forwarded, '10.0.0.1', proxies.length + 1)
        assert.equal(found, client.replace(/^::ffff:(?=\d+\.)/, ''))
      },
    ),
  )
  assert.equal(findAddress('junk', '10.0.0.1', 1), '10.0.0.1')
  assert.equal(findAddress(undefined, '10.0.0.1', 1), '10.0.0.1')
  assert.equal(findAddress('203.0.113.9', '10.0.0.1', 2), '10.0.0.1')
  assert.equal(findAddress('203.0.113.9', undefined, 0), '0.0.0.0')
})

test('neighbours share a network: /24 of IPv4, /56 of IPv6', () => {
  assert.equal(networkOf('198.51.100.7'), networkOf('198.51.100.250'))
  assert.notEqual(networkOf('198.51.100.7'), networkOf('198.51.101.7'))
  const same = ['2001:db8:1:ff00::1', '2001:db8:1:ffab:1:2:3:4', '2001:0db8:0001:ff00::']
  assert.equal(new Set(same.map(networkOf)).size, 1)
  assert.notEqual(networkOf('2001:db8:1:fe00::1'), networkOf('2001:db8:1:ff00::1'))
  assert.equal(networkOf('::1'), networkOf('0:0:0:0:0:0:0:2'))
  assert.equal(networkOf('fe80::1%eth0'), networkOf('fe80::2'))
})
