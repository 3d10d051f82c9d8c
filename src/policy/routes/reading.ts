import { type Route, route } from './route.ts'

export const readingRoutes: readonly Route[] = [
  route('GET', '/feed.atom', 'public'),
  route('GET', '/works/:work/feed.atom', 'public'),
  route('GET', '/pen-names/:id/feed.atom', 'public'),
  route('GET', '/robots.txt', 'public'),
  route('GET', '/health', 'public'),
]
