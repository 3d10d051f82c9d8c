import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { Usage } from './command.ts'

/**
 * Reads options and operands. Throws `Usage` with a sentence for an option that is not there, has no value, or has one
 * where none is taken, and when there are fewer or more operands than `least` and `most`.
 */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  operands: { least: number; most: number; called: string } = { least: 0, most: 0, called: '' },
) {
  const { values, positionals } = parse(args, options)
  const { least, most, called } = operands
  if (positionals.length < least) throw new Usage(`${called} is missing`)
  const extra = positionals[most]
  if (extra !== undefined) throw new Usage(`there is no place for “${extra}” here`)
  return { values, operands: positionals }
}

function parse<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error
    throw new Usage(sentenceFor(String(error.code), error.message))
  }
}

/** In our words; the option is what the message quotes first. */
function sentenceFor(code: string, message: string): string {
  const option = /'(-[^' ]*)/.exec(message)?.[1]?.replace(/,$/, '') ?? 'an option'
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `there is no option ${option}`
  if (/does not take an argument/.test(message))
    return `${longName(message, option)} takes no value`
  return `${longName(message, option)} needs a value`
}

function longName(message: string, option: string): string {
  return /--[\w-]+/.exec(message)?.[0] ?? option
}
