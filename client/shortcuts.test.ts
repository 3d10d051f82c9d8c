import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turns } from './shortcuts.ts'

const pressed = (key: string, more: object = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  ...more,
})

test('the right arrow leads to the next chapter and the left one to the chapter before', () => {
  assert.equal(turns(pressed('ArrowRight'), { busy: false }), 'next')
  assert.equal(turns(pressed('ArrowLeft'), { busy: false }), 'prev')
})

test('letters turn no page', () => {
  for (const key of ['j', 'k', 'n', 'p', ' ']) {
    assert.equal(turns(pressed(key), { busy: false }), null)
  }
})

test('an arrow with a modifier, held down, or in a field is left to the browser', () => {
  for (const modifier of ['altKey', 'ctrlKey', 'metaKey', 'shiftKey', 'repeat']) {
    assert.equal(turns(pressed('ArrowRight', { [modifier]: true }), { busy: false }), null)
  }
  assert.equal(turns(pressed('ArrowRight'), { busy: true }), null)
})
