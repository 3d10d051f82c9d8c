import { type Route, route } from './route.ts'

/** Reading, and every way to what is read. What may not be read is not found, whoever asks. */
export const readingRoutes: readonly Route[] = [
  route('GET', '/', 'public'),
  route('GET', '/works', 'public'),
  route('POST', '/works/always', 'public'),
  route('GET', '/tags/suggest', 'public'),
  route('GET', '/tags/:id', 'public'),
  route('GET', '/fandoms', 'public'),
  route('GET', '/about', 'public'),
  route('GET', '/pen-names/:id', 'public'),
  route('GET', '/works/:work', 'public'),
  route('GET', '/works/:work/chapters/:number', 'public'),
  route('GET', '/works/:work/entire', 'public'),
  route('POST', '/works/:work/open', 'public'),
  route('GET', '/works/:work/download/:name', 'public'),
  route('GET', '/works/:work/chapters/:number/download/:name', 'public'),
  route('GET', '/reading', 'public'),
  route('POST', '/reading', 'public'),
  route('GET', '/feed.atom', 'public'),
  route('GET', '/works/:work/feed.atom', 'public'),
  route('GET', '/pen-names/:id/feed.atom', 'public'),
  route('GET', '/notices', 'account'),
  route('POST', '/notices/seen', 'account'),
]
