import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

type Colours = ReadonlyMap<string, string>

const sheet = readFileSync(new URL('../../client/css/themes.css', import.meta.url), 'utf8')

/** The colours that a rule of themes.css sets, by role. `selector` as it stands in the sheet. */
function coloursOf(selector: string): Colours {
  const rules = [...sheet.matchAll(/([^{}]*)\{([^{}]*)\}/g)].filter(
    ([, head = '', body = '']) => head.trim() === selector && body.includes('--paper'),
  )
  assert.equal(rules.length, 1, `themes.css has ${rules.length} rules for ${selector}`)
  const found = rules[0]?.[2]?.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g) ?? []
  return new Map([...found].map(([, role = '', colour = '']) => [role, colour]))
}

const themes: Readonly<Record<string, Colours>> = {
  light: coloursOf(':root'),
  sepia: coloursOf("[data-theme='sepia']"),
  dark: coloursOf("[data-theme='dark']"),
}

/** Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Text on what it stands on: at least 4.5 to 1 (1.4.3). */
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['ink', ['paper', 'card', 'accent-soft', 'danger-soft', 'mark']],
  ['ink-soft', ['paper', 'card', 'accent-soft']],
  ['accent', ['paper', 'card', 'accent-soft']],
  ['accent-strong', ['paper', 'card', 'accent-soft']],
  ['accent-ink', ['accent', 'accent-strong']],
  ['danger', ['paper', 'card', 'danger-soft']],
  ['paper', ['ink', 'danger']],
]

/** Edges of controls, marks that tell something, and the focus ring: at least 3 to 1 (1.4.11). */
const edges: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', ['paper', 'card']],
  ['focus', ['paper', 'card', 'accent-soft']],
  ['accent', ['paper', 'card']],
  ['danger', ['paper', 'card']],
]

for (const [theme, colours] of Object.entries(themes)) {
  for (const [pairs, least, what] of [
    [texts, 4.5, 'text can be read'],
    [edges, 3, 'edges can be seen'],
  ] as const) {
    test(`${what} in the ${theme} theme: at least ${least} to 1`, () => {
      for (const [front, backs] of pairs) {
        for (const back of backs) {
          const [one, other] = [colours.get(front), colours.get(back)]
          assert.ok(one && other, `${theme} has no colour for ${front} or ${back}`)
          const ratio = contrast(one, other)
          assert.ok(ratio >= least, `--${front} on --${back} is ${ratio.toFixed(2)} to 1`)
        }
      }
    })
  }
}

test('the theme that follows the machine is the dark theme when the machine is dark', () => {
  assert.deepEqual(coloursOf("[data-theme='auto']"), themes['dark'])
})

test('the ratio is the one that the standard gives for known colours', () => {
  assert.equal(contrast('#ffffff', '#000000'), 21)
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
})
