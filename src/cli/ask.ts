import { createInterface } from 'node:readline/promises'

/** Whether somebody is there to be asked. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY)
}

/** Asks a person a question that only a clear yes answers with yes. */
export async function askYes(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    const typed = await Promise.race([lines.question(`${question} [y/N] `), ended])
    return /^\s*y(es)?\s*$/i.test(typed)
  } finally {
    lines.close()
  }
}
