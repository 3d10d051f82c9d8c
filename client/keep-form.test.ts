import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settle } from './keep-form.ts'

const key = '/works/lamp/chapters/1/comments'

/** A tab in which a comment was typed and sent. */
function afterSending() {
  const kept = new Map([
    ['sent', JSON.stringify(key)],
    [key, JSON.stringify({ fields: { body: 'I read this twice.' } })],
  ])
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
}

test('what was sent and taken is forgotten', () => {
  const store = afterSending()
  settle(store, { refused: false, unsaved: false })
  assert.equal(store.kept.size, 0)
})

test('what met a sign-in page or an error page is kept to be put back', () => {
  const store = afterSending()
  settle(store, { refused: true, unsaved: false })
  assert.deepEqual(JSON.parse(store.kept.get(key) ?? ''), {
    lost: true,
    fields: { body: 'I read this twice.' },
  })
  assert.equal(store.kept.has('sent'), false)
})

test('a form that came back unsaved, for a mistake or a preview, stays kept as it was', () => {
  const store = afterSending()
  settle(store, { refused: false, unsaved: true })
  assert.deepEqual([...store.kept.keys()], [key])
  assert.equal(JSON.parse(store.kept.get(key) ?? '').lost, undefined)
})

test('a page that answers nothing forgets nothing', () => {
  const store = afterSending()
  store.kept.delete('sent')
  settle(store, { refused: false, unsaved: false })
  assert.equal(store.kept.size, 1)
})
