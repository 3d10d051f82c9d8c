import type { Config } from '#config/config.ts'

/** What a command is given. Tests give their own; `main.ts` gives the process's. */
export type Terminal = {
  readonly args: readonly string[]
  readonly config: () => Config
  /** Writes a line to standard output: what was asked for. */
  say(line: string): void
  /** Writes a line to standard error: what a person who watches may like to know. */
  tell(line: string): void
}

/** One verb of the command line. `run` gives the exit code: 0 for done, 1 for not, and throws for all else. */
export type Command = {
  /** What `--help` prints, without a line end. */
  readonly help: string
  run(terminal: Terminal): Promise<number>
}

/** The command was not asked for as it can be: exit code 2. */
export class Usage extends Error {
  override readonly name = 'Usage'
}

/** Something that a person can mend went wrong: one sentence, exit code 1. */
export class Trouble extends Error {
  override readonly name = 'Trouble'
}
