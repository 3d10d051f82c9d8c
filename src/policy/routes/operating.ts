import { type Route, route } from './route.ts'

/** The pages for staff, and what machines ask a server. Bundled files below /assets/ are anyone's and not in the table. */
export const operatingRoutes: readonly Route[] = [
  route('GET', '/admin', 'moderator'),
  route('GET', '/admin/reports', 'moderator'),
  route('GET', '/admin/reports/:id', 'moderator'),
  route('POST', '/admin/reports/:id', 'moderator'),
  route('GET', '/admin/settings', 'archivist'),
  route('POST', '/admin/settings', 'archivist'),
  route('GET', '/admin/ratings', 'archivist'),
  route('POST', '/admin/ratings', 'archivist'),
  route('GET', '/admin/warnings', 'archivist'),
  route('POST', '/admin/warnings', 'archivist'),
  route('GET', '/admin/outbox', 'archivist'),
  route('GET', '/admin/outbox/:id', 'archivist'),
  route('GET', '/admin/accounts', 'archivist'),
  route('GET', '/admin/accounts/:id', 'archivist'),
  route('POST', '/admin/accounts/:id', 'archivist'),
  route('POST', '/admin/accounts/:id/wrangling', 'archivist'),
  // And wranglers: whoever the archivist lets wrangle some fandoms or all.
  route('GET', '/wrangling', 'archivist'),
  route('POST', '/wrangling', 'archivist'),
  route('GET', '/wrangling/log', 'archivist'),
  route('POST', '/wrangling/log', 'archivist'),
  route('POST', '/tags/:id', 'archivist'),
  route('GET', '/admin/audit', 'archivist'),
  route('GET', '/health', 'public'),
  route('GET', '/robots.txt', 'public'),
  route('GET', '/challenge', 'public'),
]
