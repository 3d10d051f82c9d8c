import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { type Message, say } from './say.ts'

const folder = new URL('.', import.meta.url).pathname
const source = new URL('../../', import.meta.url).pathname
const keys = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !/^(?:say|messages\.test)\.ts$/.test(name))
  .flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/^ {2}'([a-z][\w.-]+)':/gim)].map(
      ([, key = '']) => key as Message,
    ),
  )

type Parts = ReturnType<IntlMessageFormat['getAst']>
/** As the parser of ICU MessageFormat numbers the kinds of its elements. */
const kinds = { argument: 1, number: 2, select: 5, plural: 6 } as const

/** Arguments of a sentence: numbers where it counts. */
function argumentsOf(elements: Parts): Record<string, string | number> {
  const found: Record<string, string | number> = {}
  for (const element of elements) {
    if (element.type === kinds.argument) found[element.value] ??= 'NAME'
    if (element.type === kinds.number) found[element.value] = 1234
    if (element.type === kinds.plural || element.type === kinds.select) {
      found[element.value] = element.type === kinds.plural ? 3 : 'other'
      for (const { value } of Object.values(element.options)) {
        for (const [name, sample] of Object.entries(argumentsOf(value))) found[name] ??= sample
      }
    }
  }
  return found
}

/** `say('key')` or `say('key', { a, b: 1 })`, as far as the values stand on the spot and hold no braces of their own. */
const saying = /\bsay\(\s*'([\w.-]+)',?\s*(?:\{([^{}]*)\},?\s*)?\)/g

test('every sentence can be said, with nothing of its own writing left over', () => {
  assert.ok(keys.length > 300, `${keys.length} sentences were found`)
  for (const key of keys) {
    const values = argumentsOf(
      new IntlMessageFormat(say(key), 'en', undefined, { ignoreTag: true }).getAst(),
    )
    const said = Object.keys(values).length > 0 ? say(key, values) : say(key)
    assert.doesNotMatch(said, /[{}]/, key)
    for (const count of [0, 1, 2, 5000]) {
      const counted = Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'number' ? count : value,
        ]),
      )
      if (Object.keys(counted).length > 0) assert.doesNotMatch(say(key, counted), /[{}#]/, key)
    }
  }
})

test('every sentence is said somewhere', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('web/messages/'),
  )
  const code = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n')
  // Keys that are put together of a part and a choice.
  const patterns = [...code.matchAll(/`([a-z][\w.-]*\.)?\$\{[^}`]*\}(\.[\w.-]+)?`/gi)]
    .filter(([, before, after]) => before || after)
    .map(([, before = '', after = '']) => ({ before, after }))
  const unsaid = keys.filter(
    (key) =>
      !code.includes(`'${key}'`) &&
      !patterns.some(({ before, after }) => key.startsWith(before) && key.endsWith(after)),
  )
  assert.deepEqual(unsaid, [])
})

test('whoever says a sentence gives what it asks for, and nothing else', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?!web\/messages\/).*(?<!\.(?:test|fixture))\.ts$/.test(name),
  )
  const wrong: string[] = []
  let said = 0
  for (const file of files) {
    const code = readFileSync(join(source, file), 'utf8')
    for (const [, key = '', given] of code.matchAll(saying)) {
      const pattern = say(key as Message)
      const asked = Object.keys(
        argumentsOf(new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true }).getAst()),
      )
      const names = [...(given ?? '').matchAll(/(?:^|,)\s*(\w+)\s*(?=[:,]|$)/g)].map(
        ([, name]) => name,
      )
      said++
      if (asked.toSorted().join() !== names.toSorted().join())
        wrong.push(`${file}: ${key} asks for ${asked.join()}, is given ${names.join()}`)
    }
  }
  assert.ok(said > 300, `${said} sentences are said`)
  assert.deepEqual(wrong, [])
})
