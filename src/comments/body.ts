import { createHash } from 'node:crypto'
import { countCharacters, isLongerThan } from '#prose/count.ts'
import { fromInput, toPlainText } from '#prose/plain-text.ts'
import type { Prose } from '#prose/prose.ts'
import { say } from '#web/messages/say.ts'
import { commentLimits } from './comment.ts'

/** The words of a comment, or null with the error set. */
export function checkBody(typed: string, errors: Record<string, string>): Prose | null {
  const limit = commentLimits.body
  if (isLongerThan(typed, limit)) {
    const over = typed.length > limit * 4 ? limit : countCharacters(typed) - limit
    errors['body'] = say('comments.body.long', { limit, over })
    return null
  }
  const body = fromInput(typed, 'comment')
  if (toPlainText(body).trim() === '') {
    errors['body'] = say('comments.body.empty')
    return null
  }
  return body
}

/** Equal for the same words to the same place by the same voice with the same form: a second click is no second comment. */
export function onceKeyOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
