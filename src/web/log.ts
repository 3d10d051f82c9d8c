/** One JSON line to stderr for each thing worth knowing afterwards. Never holds addresses, names, secrets or bodies. */
export function logFailure(requestId: string, method: string, route: string, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  write({ at: 'failure', request: requestId, method, route, detail })
}

export function logTrouble(what: string, error: unknown): void {
  write({ at: 'trouble', what, detail: error instanceof Error ? error.message : String(error) })
}

function write(line: Record<string, string>): void {
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
