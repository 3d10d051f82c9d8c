import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adviseLanguage, suggestedLeastAge } from './advisory.ts'
import { maskLanguage } from './mask.ts'
import { fromPlainText } from './plain-text.ts'
import { asStoredProse } from './prose.ts'

const calm = [
  'Dick and Moby Dick met at the pub in Scunthorpe.',
  'The cock crew; the ass brayed; the bloody sunset burned.',
  'What the hell is a hell? Heaven and hell.',
  'She was proud and queer, and assassins assess classes.',
  'Shiitake soup, arsenic, Arsenal, a cockpit, a peacock, a cocktail.',
  'Tinker, tailor, stringer, idiot, stupid moron: spit it out.',
  'He found a chink in the armour and smoked a fag.',
  'A niggardly host sniggered; she niggled. Dixie, Randy and Fanny laughed.',
  'Jap is short for something; a Yank, a gypsy moth, a kimchi jar.',
]
for (const text of calm) {
  test(`no alarm: ${text}`, () => {
    const { mild, strong, slurs } = adviseLanguage(fromPlainText(text, 'chapter'), 'en')
    assert.deepEqual({ mild, strong, slurs }, { mild: 0, strong: 0, slurs: 0 })
  })
}

const counted: readonly [string, string, number, number, number][] = [
  ['Damn it, that is crap.', 'en-GB', 2, 0, 0],
  ['Fuck this shit. Fucking hell, motherfucker!', 'en', 0, 4, 0],
  ['“Bullshit,” said the bastard, pissed.', 'en', 2, 1, 0],
  ['Merde ! Quel connard.', 'fr', 1, 1, 0],
  ['¡Joder, qué mierda!', 'es-MX', 1, 1, 0],
  ['Che cazzo, vaffanculo.', 'it', 0, 2, 0],
  ['Caralho, que merda.', 'pt-BR', 1, 1, 0],
]
for (const [text, language, mild, strong, slurs] of counted) {
  test(`counted: ${text}`, () => {
    assert.deepEqual(adviseLanguage(fromPlainText(text, 'chapter'), language), {
      mild,
      strong,
      slurs,
      covered: true,
      language: language.slice(0, 2),
    })
  })
}

test('a language without a list says so instead of saying none', () => {
  const advisory = adviseLanguage(fromPlainText('Perkele!', 'chapter'), 'fi')
  assert.deepEqual(advisory, { mild: 0, strong: 0, slurs: 0, covered: false, language: 'fi' })
})

test('the suggested age grows with strength and number', () => {
  const some = { mild: 0, strong: 0, slurs: 0, covered: true, language: 'en' }
  assert.equal(suggestedLeastAge(some, 1000), 0)
  assert.equal(suggestedLeastAge({ ...some, mild: 2 }, 1000), 0)
  assert.equal(suggestedLeastAge({ ...some, mild: 10 }, 1000), 13)
  assert.equal(suggestedLeastAge({ ...some, strong: 1 }, 1000), 13)
  assert.equal(suggestedLeastAge({ ...some, strong: 20 }, 1000), 16)
  assert.equal(suggestedLeastAge({ ...some, strong: 20 }, 100_000), 13)
})

test('masking keeps the first letter and touches no markup', () => {
  const prose = asStoredProse(
    '<p>Fuck &amp; damn <a href="https://shit.example/" rel="nofollow ugc">shit</a></p>',
  )
  assert.equal(
    maskLanguage(prose, 'en', new Set(['strong'])),
    '<p>F*** &amp; damn <a href="https://shit.example/" rel="nofollow ugc">s***</a></p>',
  )
  assert.equal(maskLanguage(prose, 'en', new Set()), prose)
  assert.equal(maskLanguage(prose, 'fi', new Set(['strong', 'mild'])), prose)
})

test('masking words beside escaped signs leaves them escaped', () => {
  const prose = asStoredProse('<p>&lt;b&gt;shit&lt;/b&gt;</p>')
  assert.equal(maskLanguage(prose, 'en', new Set(['strong'])), '<p>&lt;b&gt;s***&lt;/b&gt;</p>')
})
