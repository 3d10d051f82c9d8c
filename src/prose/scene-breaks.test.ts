import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSceneBreak } from './scene-breaks.ts'

const breaks = [
  '***', '* * *', '~*~', '-----', '=====', '#', '~', '+++', '___', '♥♥♥', '⁂', '§', '/\\/\\/\\', '=/\\=', '. : .',
  '<3 <3 <3', 'oOo', 'oOoOo', '0-0-0-0', 'xXx', '-x-', 'XOXOXO', '--oo0oo--', '# # #', '~~~', 'x-x-x', '---',
  '[scene break]', '--linebreak--', '(page break)', '~ line break ~', '  * * *  ', '•••', '– – –', '-o-O-o-',
]
const others = [
  '', ' ', '...', '…', '. . .', '"!!!"', '?', '?!', 'No.', '"O!"', 'XX', '1', '- Ada', '^_^', 'o_O', ':)', '0-0', '0.00',
  '1,000', '😂😂😂', '❤️', '<3', 'linebreak', 'scene break', '*FLASHBACK*', '--- Two weeks later ---', '2001', 'ox', '“…”',
  `${'*'.repeat(81)}`, '()', '$5',
]

for (const line of breaks) test(`${line} is a scene break`, () => assert.equal(isSceneBreak(line), true))
for (const line of others) test(`${line || 'nothing'} is none`, () => assert.equal(isSceneBreak(line), false))
