/**
 * Who is answered on a route; everybody else finds nothing there (or is asked to sign in).
 * `public`: anyone. `account`: signed in. `author`: the work's own author. `link`: the holder of the private link that
 * the thing belongs to. `secret`: whoever knows the address. `moderator`, `archivist`: staff of at least that role.
 */
export type Who = 'public' | 'account' | 'author' | 'link' | 'secret' | 'moderator' | 'archivist'

export type Route = { readonly method: 'GET' | 'POST'; readonly path: string; readonly who: Who }

/** Short for a row of the table. */
export function route(method: Route['method'], path: string, who: Who): Route {
  return { method, path, who }
}
