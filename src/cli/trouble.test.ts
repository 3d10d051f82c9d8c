import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { NotFound } from '#shared/errors.ts'
import { BadArchive } from '#storage/bad-archive.ts'
import { Trouble } from './command.ts'
import { nearest } from './commands.ts'
import { isDamage, sentenceOf } from './trouble.ts'

const caught = async (act: () => unknown): Promise<unknown> => {
  try {
    await act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('an error in words', () => {
  test('ours are said as they are', () => {
    assert.equal(sentenceOf(new Trouble('The kettle is cold.')), 'The kettle is cold.')
    assert.equal(sentenceOf(new BadArchive('x is no archive.')), 'x is no archive.')
    assert.equal(sentenceOf(new NotFound()), 'There is nothing at this address.')
  })

  test('the system’s are said with the file that they are about', async () => {
    const error = await caught(() => readFile('/nowhere/at/all'))
    assert.equal(sentenceOf(error), '/nowhere/at/all: there is no such file or folder')
    assert.equal(isDamage(error), false)
  })

  test('the database’s are said by their code', async () => {
    const error = await caught(() => new DatabaseSync('/nowhere/at/all.db'))
    assert.equal(sentenceOf(error), 'The archive’s file can’t be opened.')
    assert.equal(isDamage(error), false)
  })

  test('damage is known, also by its finer codes', () => {
    const corrupt = (errcode: number) => Object.assign(new Error('malformed'), { errcode })
    for (const code of [11, 11 | (2 << 8), 26]) assert.equal(isDamage(corrupt(code)), true)
    assert.equal(isDamage(corrupt(5)), false)
  })

  test('nothing can rule the terminal or break the line', () => {
    const nasty = new Trouble('a\u001b[2Jb\r\nc\u009bd\n')
    assert.equal(sentenceOf(nasty), 'a [2Jb c d')
    assert.equal(sentenceOf('just\ntext'), 'just text')
  })
})

describe('the command that was meant', () => {
  for (const [typed, meant] of [
    ['sevre', 'serve'],
    ['restor', 'restore'],
    ['conf', 'config'],
    ['acount', 'account'],
    ['chekc', 'check'],
    ['knit', undefined],
    ['', undefined],
    ['x', undefined],
  ] as const) {
    test(`by “${typed}” is ${meant ?? 'none'}`, () => assert.equal(nearest(typed), meant))
  }
})
