import { type Route, route } from './route.ts'

/**
 * The author's desk. `account`: what shows and makes one's own alone. `author`: what belongs to a work that is one's own.
 * A picture is `public` where its work is readable; its handler asks for each one.
 */
export const worksRoutes: readonly Route[] = [
  route('GET', '/desk', 'account'),
  route('GET', '/desk/bin', 'account'),
  route('GET', '/desk/new', 'account'),
  route('POST', '/desk/new', 'account'),
  route('GET', '/desk/upload', 'account'),
  route('POST', '/desk/upload', 'account'),
  route('GET', '/desk/works/:work', 'author'),
  route('POST', '/desk/works/:work', 'author'),
  route('GET', '/desk/works/:work/recognised', 'author'),
  route('POST', '/desk/works/:work/recognised', 'author'),
  route('GET', '/desk/works/:work/original', 'author'),
  route('GET', '/desk/works/:work/preview/:number', 'author'),
  route('POST', '/desk/works/:work/publication', 'author'),
  route('GET', '/desk/works/:work/deletion', 'author'),
  route('POST', '/desk/works/:work/deletion', 'author'),
  route('POST', '/desk/works/:work/restoration', 'author'),
  route('GET', '/desk/works/:work/images', 'author'),
  route('POST', '/desk/works/:work/images', 'author'),
  route('GET', '/desk/works/:work/chapters/new', 'author'),
  route('POST', '/desk/works/:work/chapters/new', 'author'),
  route('GET', '/desk/chapters/:chapter', 'author'),
  route('POST', '/desk/chapters/:chapter', 'author'),
  route('GET', '/desk/chapters/:chapter/preview', 'author'),
  route('POST', '/desk/chapters/:chapter/publication', 'author'),
  route('POST', '/desk/chapters/:chapter/position', 'author'),
  route('POST', '/desk/chapters/:chapter/deletion', 'author'),
  route('POST', '/desk/chapters/:chapter/restoration', 'author'),
  route('GET', '/desk/chapters/:chapter/revisions', 'author'),
  route('GET', '/desk/chapters/:chapter/revisions/:number', 'author'),
  route('POST', '/desk/chapters/:chapter/revisions/:number', 'author'),
  route('GET', '/images/:id', 'public'),
]
