const width = 30

/** Shows how far a long work has come, on standard error, while a person watches; else says nothing. */
export type Progress = { show(share: number): void; end(): void }

export function startProgress(
  label: string,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  if (!stream.isTTY) return { show() {}, end() {} }
  let shown = -1
  return {
    show(share) {
      const percent = Math.floor(Math.min(Math.max(share, 0), 1) * 100)
      if (percent === shown) return
      shown = percent
      const full = Math.round((percent / 100) * width)
      const bar = '█'.repeat(full) + '░'.repeat(width - full)
      stream.write(`\r${label} ${bar} ${String(percent).padStart(3)} %`)
    },
    end() {
      if (shown >= 0) stream.write('\r\u001b[K')
    },
  }
}

/** Does the work with a bar above it, and takes the bar away whatever comes of it. */
export async function withProgress<Result>(
  label: string,
  work: (show: (share: number) => void) => Promise<Result>,
): Promise<Result> {
  const progress = startProgress(label)
  try {
    return await work((share) => progress.show(share))
  } finally {
    progress.end()
  }
}
