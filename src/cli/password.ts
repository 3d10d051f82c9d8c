import { text } from 'node:stream/consumers'
import { canAsk } from './ask.ts'
import { Trouble } from './command.ts'

export type Password = { password: string; generated: boolean }

/**
 * A password for an account: the first line of standard input when `fromStdin`; else typed twice by whoever is
 * there, unseen; else (or when nothing was typed) a new one from `generate`, which is to be shown once.
 */
export async function readPassword(
  fromStdin: boolean,
  generate: () => string,
  read: { stdin: () => Promise<string>; ask: ((question: string) => Promise<string>) | null } = {
    stdin: () => text(process.stdin),
    ask: canAsk() ? askUnseen : null,
  },
): Promise<Password> {
  if (fromStdin) {
    const [line = ''] = (await read.stdin()).split(/\r?\n/)
    if (!line) throw new Trouble('There is no password on standard input.')
    return { password: line, generated: false }
  }
  const typed = read.ask ? await read.ask('Password (leave empty to have one made): ') : ''
  if (!typed || !read.ask) return { password: generate(), generated: true }
  if ((await read.ask('The same again: ')) !== typed) {
    throw new Trouble('The two passwords are not the same.')
  }
  return { password: typed, generated: false }
}

/** Reads a line from the terminal without showing it. Ctrl-C ends the process as it would anywhere. */
function askUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process
  // First of all: who types before the question stands there is not to be shown either.
  stdin.setRawMode(true)
  stderr.write(question)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise((resolve) => {
    let typed: string[] = []
    const end = () => {
      stdin.setRawMode(false)
      stdin.pause()
      stdin.off('data', take)
      stderr.write('\n')
    }
    const take = (chunk: string) => {
      for (const sign of chunk) {
        if (sign === '\r' || sign === '\n' || sign === '\u0004') {
          end()
          return resolve(typed.join(''))
        }
        if (sign === '\u0003') {
          end()
          process.kill(process.pid, 'SIGINT')
          return
        }
        if (sign === '\u007f' || sign === '\b') typed.pop()
        else if (sign === '\u0015') typed = []
        else typed.push(sign)
      }
    }
    stdin.on('data', take)
  })
}
