import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM'] as const

/** Comes back at the first SIGINT or SIGTERM; the next one ends the process at once, with the shell's exit code for it. */
export function untilAskedToStop(tell: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of signals) {
      process.on(signal, () => {
        if (asked) process.exit(128 + constants.signals[signal])
        asked = true
        if (process.stderr.isTTY) tell('Stopping; once more to stop at once.')
        resolve()
      })
    }
  })
}
