import type { HttpBindings } from '@hono/node-server'
import type { Actor } from '#policy/actor.ts'
import type { SiteSettings } from '#storage/site-settings.ts'

/** What the middleware leaves on each request. */
export type Env = {
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    actor: Actor
    address: string
    site: SiteSettings
    /** The posted form, once it was read: an error's page gives it back. */
    typed?: FormData
    /** The token of this page's forms, and whom it is bound to. */
    formToken?: { readonly boundTo: string; readonly token: string }
  }
}
