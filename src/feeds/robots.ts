import { type Url, urls } from '#urls.ts'

/** What is somebody's own, or a secret, or a form: nothing for search engines to ask for. */
const closed: readonly Url[] = [
  urls.desk(),
  urls.account(),
  urls.notices(),
  urls.admin(),
  urls.replies(),
  urls.privateLink(''),
  urls.comment(''),
  urls.signIn(),
  urls.signUp(),
  urls.recover(),
  urls.firstArchivist(''),
  urls.reading(),
  urls.challenge(),
]

/** What robots may fetch (RFC 9309): all that strangers read, and none of the rest. */
export function robotsText(): string {
  return ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), 'Allow: /', ''].join('\n')
}
