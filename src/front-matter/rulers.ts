import type { Line } from './lines.ts'

const signs = /^[^\p{L}\p{N}\s"“”‘’'?!.,;:()]+$/u
const letters = /^[-–—=~*+_.<>|/\\ oO0xX♥•]+$/u
const words =
  /^[\s\p{P}\p{S}]{1,12}(?:line ?break|scene ?break|page ?break|break)[\s\p{P}\p{S}]{1,12}$/iu

/** Whether a line is a row of signs (`***`, `-----`, `oOo`, `x-x-x`) that parts what surrounds it. */
export function isRuler(line: Line | undefined): boolean {
  if (line === undefined) return false
  if (line.ruler === true) return true
  if (line.text.length > 300) return false
  const text = line.text.trim()
  if (text === '' || text.length > 80) return false
  const tight = text.replace(/[\s.:]+/gu, '')
  if (tight !== '' && signs.test(tight)) return true
  if (words.test(text)) return true
  if (!letters.test(text)) return false
  return /[-–—=~*+_<>|♥]/u.test(tight)
    ? tight.length >= 3
    : /o.*o.*o|0.*0.*0|x.*x.*x/isu.test(tight)
}
