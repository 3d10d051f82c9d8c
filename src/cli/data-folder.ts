import { relative } from 'node:path'
import type { Config } from '#config/config.ts'
import { Trouble } from './command.ts'
import { systemWords } from './trouble.ts'

/** What an error of the system means where a folder was to be made. */
const wordsOfMaking: Readonly<Record<string, string>> = {
  ENOENT: 'nothing can be made there',
  EPERM: 'nothing can be made there',
  EEXIST: 'this is no folder',
}

/** What stands in the way of making or using the data folder, with the setting to change; any other error as it is. */
export function aboutDataFolder(
  error: unknown,
  { dataFolder }: Pick<Config, 'dataFolder'>,
): unknown {
  if (!(error instanceof Error && 'path' in error && 'code' in error)) return error
  const path = String(error.path)
  const code = String(error.code)
  const making = 'syscall' in error && error.syscall === 'mkdir' && isWithin(dataFolder, path)
  const words = (making ? wordsOfMaking[code] : undefined) ?? systemWords(code)
  if (words === undefined || !(making || isWithin(path, dataFolder))) return error
  const what = making ? 'made' : 'used'
  return new Trouble(
    `The data folder ${dataFolder} can’t be ${what} (${path}: ${words}); TWEED_DATA names it.`,
  )
}

/** Whether one path is the other, or below it. Both are absolute. */
function isWithin(one: string, other: string): boolean {
  return !/^\.\.(?:[/\\]|$)/.test(relative(other, one))
}
