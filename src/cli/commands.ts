import type { Command } from './command.ts'

type Entry = { summary: string; load: () => Promise<Command> }

/** Every command, in the order of the help. What one needs is loaded when it is called. */
export const commands: Readonly<Record<string, Entry>> = {
  serve: {
    summary: 'serve the archive',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  import: {
    summary: 'post stories from files',
    load: async () => (await import('./import.ts')).importCommand,
  },
  account: {
    summary: 'make an account, or give one a new password',
    load: async () => (await import('./account.ts')).accountCommand,
  },
  backup: {
    summary: 'write the whole archive to one file',
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  restore: {
    summary: 'put a backup back',
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  check: {
    summary: 'look for damage',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  config: {
    summary: 'show the settings in force',
    load: async () => (await import('./config.ts')).configCommand,
  },
  demo: {
    summary: 'serve a scratch archive to look around in',
    load: async () => (await import('./demo.ts')).demoCommand,
  },
}

export function helpOfAll(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const list = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  )
  return `Tweed, an archive of stories

Usage: tweed COMMAND [OPTION…]

${list.join('\n')}

  tweed COMMAND --help  tells more about a command
  tweed --version       tells the version

Settings come from the environment; \`tweed config\` lists them.`
}

/** The command that was probably meant: at most two letters off, or the only one that begins so. */
export function nearest(typed: string): string | undefined {
  const names = Object.keys(commands)
  const begun = names.filter((name) => typed.length > 1 && name.startsWith(typed))
  if (begun.length === 1) return begun[0]
  return names.find((name) => distance(name, typed) <= 2)
}

/** Levenshtein's. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [down, letter] of [...one].entries()) {
    const next = [down + 1]
    for (let at = 1; at <= other.length; at++) {
      const above = row[at] ?? 0
      const left = next[at - 1] ?? 0
      const across = (row[at - 1] ?? 0) + (letter === other[at - 1] ? 0 : 1)
      next.push(Math.min(above + 1, left + 1, across))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
