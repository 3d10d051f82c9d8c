import { connect, type Socket } from 'node:net'

/** An answer as far as a load needs it. `length` is the body's, in bytes. */
export type Answer = { readonly status: number; readonly length: number; readonly head: string }

type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void }

/**
 * One keep-alive connection to this machine, one request at a time. It reads as little of HTTP/1.1 as it can (status and
 * length, RFC 9112), because the cores that it spends are the server's. Connects anew when it was closed.
 */
export class Connection {
  readonly #port: number
  #socket: Socket | null = null
  #waiting: Waiting | null = null
  #head: string | null = null
  #text = ''
  #status = 0
  #length = 0
  #chunked = false
  #left = 0

  constructor(port: number) {
    this.#port = port
  }

  /** Sends the bytes of a whole request. Rejects when the server hangs up. */
  async send(request: string | Uint8Array): Promise<Answer> {
    const socket = this.#socket ?? (await this.#open())
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      socket.write(request)
    })
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = null
  }

  #open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
      this.#socket = socket
      socket.once('connect', () => resolve(socket))
      socket.on('data', (bytes: Buffer) => this.#read(bytes))
      const end = (error?: Error) => {
        if (this.#socket === socket) this.#socket = null
        reject(error ?? new Error('closed'))
        this.#fail(error ?? new Error('the server closed the connection'))
      }
      socket.on('error', end)
      socket.on('close', () => end())
    })
  }

  #fail(error: Error): void {
    const waiting = this.#waiting
    this.#waiting = null
    this.#head = null
    this.#text = ''
    waiting?.reject(error)
  }

  #read(bytes: Buffer): void {
    if (this.#head !== null) {
      if (this.#chunked) this.#readChunks(bytes.toString('latin1'))
      else if ((this.#left -= bytes.length) <= 0) this.#finish()
      return
    }
    this.#text += bytes.toString('latin1')
    const end = this.#text.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#text.slice(0, end + 2)
    this.#length = 0
    this.#head = head
    this.#status = Number(head.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    this.#chunked = /\r\ntransfer-encoding: *chunked/i.test(head)
    if (this.#chunked) {
      const rest = this.#text.slice(end + 4)
      this.#text = ''
      this.#readChunks(rest)
      return
    }
    this.#length = this.#status === 304 ? 0 : Number(length ?? 0)
    this.#left = this.#length - (this.#text.length - end - 4)
    this.#text = ''
    if (this.#left <= 0) this.#finish()
  }

  /** Chunks are counted with their sizes; the last one is empty (RFC 9112, section 7.1), and no text of ours looks like it. */
  #readChunks(text: string): void {
    this.#length += text.length
    this.#text = (this.#text + text).slice(-7)
    if (!/(?:^|\r\n)0\r\n\r\n$/.test(this.#text)) return
    this.#text = ''
    this.#finish()
  }

  #finish(): void {
    const head = this.#head ?? ''
    const waiting = this.#waiting
    this.#head = null
    this.#waiting = null
    if (/\r\nconnection: close/i.test(head)) this.close()
    waiting?.resolve({ status: this.#status, length: this.#length, head })
  }
}

/** The bytes of a request to this machine. */
export function requestTo(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  form?: Readonly<Record<string, string>>,
): string {
  const body = form ? new URLSearchParams(form).toString() : ''
  const all = {
    host: `127.0.0.1:${port}`,
    ...headers,
    ...(form
      ? {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(body)),
        }
      : {}),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${form ? 'POST' : 'GET'} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}
