// The peer: node:http alone, sending what it was given. Arguments: port, folder. `GET /NAME` sends the file of that name
// with the headers in NAME.json, and answers If-None-Match by their ETag.
import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const [port = '0', folder = '.'] = process.argv.slice(2)
const pages = new Map<
  string,
  { bytes: Buffer; headers: Record<string, string>; etag?: string | undefined }
>(
  readdirSync(folder)
    .filter((name) => !name.endsWith('.json'))
    .map((name) => {
      const headers = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<
        string,
        string
      >
      return [
        `/${name}`,
        { bytes: readFileSync(join(folder, name)), headers, etag: headers['etag'] },
      ]
    }),
)

const server = createServer((request, response) => {
  const page = pages.get(request.url ?? '')
  if (!page) {
    response.writeHead(404, { 'content-length': 0 }).end()
  } else if (page.etag && request.headers['if-none-match'] === page.etag) {
    response.writeHead(304, { etag: page.etag }).end()
  } else {
    response.writeHead(200, { ...page.headers, 'content-length': page.bytes.length })
    response.end(page.bytes)
  }
})
server.listen(Number(port), '127.0.0.1', () => console.log('ready'))
process.on('SIGTERM', () => process.exit(0))
