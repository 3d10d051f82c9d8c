import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atLastName, readSuggestions, step, suggestAddress } from './combobox-parts.ts'

test('arrows go through the options and back to the field', () => {
  const walk = (key: 'ArrowDown' | 'ArrowUp') => {
    const places = [-1]
    for (let at = 0; at < 4; at++) places.push(step(key, places.at(-1) ?? -1, 3))
    return places
  }
  assert.deepEqual(walk('ArrowDown'), [-1, 0, 1, 2, -1])
  assert.deepEqual(walk('ArrowUp'), [-1, 2, 1, 0, -1])
  assert.equal(step('ArrowDown', -1, 0), -1)
})

test('what was typed is asked whole, whatever signs it has, and no longer than a name', () => {
  assert.equal(
    suggestAddress('/tags/suggest?kind=fandom', 'Mara & Oake/#?'),
    '/tags/suggest?kind=fandom&q=Mara%20%26%20Oake%2F%23%3F',
  )
  assert.equal(suggestAddress('/tags/suggest', 'é'), '/tags/suggest?q=%C3%A9')
  assert.equal(suggestAddress('/s', 'a'.repeat(10_000)).length, '/s?q='.length + 200)
  assert.equal(suggestAddress('/s', '\ud800'), '/s?q=%EF%BF%BD')
})

test('an answer is read for its suggestions, and anything else passed over', () => {
  const answer = {
    suggestions: [
      { value: 'Lamp', label: 'Lamp (12)', leadsTo: null },
      { value: 'Lmap', leadsTo: 'Lamp' },
      { label: 'nothing to send' },
      'text',
      null,
    ],
  }
  assert.deepEqual(readSuggestions(answer), [
    { value: 'Lamp', label: 'Lamp (12)', leadsTo: null },
    { value: 'Lmap', label: 'Lmap', leadsTo: 'Lamp' },
  ])
  for (const odd of [null, 1, 'text', [], {}, { suggestions: {} }]) {
    assert.deepEqual(readSuggestions(odd), [])
  }
})

test('of several names in the field, the last is asked for and the others stay', () => {
  assert.deepEqual(atLastName(' lam '), { before: '', name: 'lam' })
  assert.deepEqual(atLastName('Oak, Elm,  ro'), { before: 'Oak, Elm,  ', name: 'ro' })
  assert.deepEqual(atLastName('灯台、守'), { before: '灯台、', name: '守' })
  assert.deepEqual(atLastName('Oak, '), { before: 'Oak, ', name: '' })
})
