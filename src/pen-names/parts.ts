import { type Html, html } from '#html.ts'
import { urls } from '#urls.ts'

/** A pen name as a link to its page. `bdi` keeps a right-to-left name from turning its neighbours around. */
export function penNameLink(penName: { id: string; name: string }): Html {
  return html`<a class="pen-name" href="${urls.penName(penName.id)}" rel="author"
    ><bdi>${penName.name}</bdi></a
  >`
}
