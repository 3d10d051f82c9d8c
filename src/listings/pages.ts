import { type Html, html } from '#html.ts'
import { showProse } from '#prose/show.ts'
import type { Prose } from '#prose/prose.ts'
import type { PenName } from '#pen-names/pen-name.ts'
import { isAboveComfort } from '#policy/comfort.ts'
import type { Reading } from '#policy/reading.ts'
import { type Fandom, mostCounted } from '#tags/reads.ts'
import { type Url, urls } from '#urls.ts'
import { keyPages } from '#web/form-parts.ts'
import type { Page } from '#web/layout.ts'
import { say } from '#web/messages/say.ts'
import { workListItem } from '#works/parts.ts'
import type { FrontMatter } from '#works/work.ts'

/** Works in a list, each behind its rating, warnings, advisory and summary; folded where the reader asked for that. */
function workList(works: readonly FrontMatter[], reading: Reading, level: 2 | 3): Html {
  return html`<ul class="work-list">${works.map((work) =>
    workListItem(work, {
      fold: reading.listing === 'fold' && isAboveComfort(reading, work.rating.code),
      level,
    }),
  )}</ul>`
}

export function homePage(props: {
  name: string
  tagline: string
  works: readonly FrontMatter[]
  fandoms: readonly Fandom[]
  moreFandoms: boolean
  reading: Reading
  /** What was left out, in words. */
  leftOut: Html | null
  bring: Url
}): Page {
  const { works, fandoms, leftOut } = props
  return {
    title: props.tagline || say('web.home'),
    kind: 'home',
    feed: { title: props.name, url: urls.archiveFeed() },
    body: html`<header class="home__head">
<h1 class="home__name">${props.name}</h1>
${props.tagline && html`<p class="home__tagline">${props.tagline}</p>`}
</header>
${
  works.length === 0 && leftOut === null
    ? html`<section class="empty-state"><h2>${say('listings.empty')}</h2><p>${say('listings.empty.say')}</p><p><a class="button" href="${props.bring}">${say('listings.empty.bring')}</a></p></section>`
    : html`<section class="listing" aria-labelledby="newest">
<h2 id="newest">${say('listings.newest')}</h2>
${leftOut}
${works.length > 0 && workList(works, props.reading, 3)}
<p><a class="button button--quiet" href="${urls.works()}">${say('listings.all')}</a></p>
</section>`
}
${
  fandoms.length > 0 &&
  html`<section aria-labelledby="fandoms"><h2 id="fandoms">${say('listings.fandoms')}</h2>
${fandomList(fandoms)}
${props.moreFandoms && html`<p><a href="${urls.fandoms()}">${say('listings.fandoms.all')}</a></p>`}</section>`
}`,
  }
}

function fandomList(fandoms: readonly Fandom[]): Html {
  return html`<ul class="fandom-list">${fandoms.map(
    ({ id, name, works }) =>
      html`<li class="fandom-list__item"><a dir="auto" href="${urls.works({ fandom: id })}">${name}</a> <span class="fandom-list__count">${works >= mostCounted ? say('listings.fandoms.many', { count: mostCounted - 1 }) : say('listings.fandoms.count', { count: works })}</span></li>`,
  )}</ul>`
}

export function fandomsPage(props: {
  fandoms: readonly Fandom[]
  after: string | null
  next: string | null
}): Page {
  return {
    title: say('listings.fandoms'),
    kind: 'listing',
    body: html`<h1>${say('listings.fandoms')}</h1>
${props.fandoms.length === 0 ? html`<p class="empty">${say('listings.fandoms.none')}</p>` : fandomList(props.fandoms)}
${keyPages({
  newest: props.after === null ? undefined : urls.fandoms(),
  older: props.next === null ? undefined : urls.fandoms(props.next),
})}`,
  }
}

export function penNamePage(props: {
  penName: PenName
  works: readonly FrontMatter[]
  reading: Reading
  /** What was left out, in words. */
  leftOut: Html | null
  isFirst: boolean
  older: Url | null
}): Page {
  const { penName, works, isFirst } = props
  return {
    title: penName.name,
    kind: 'listing',
    hidden: !isFirst,
    feed: { title: penName.name, url: urls.penNameFeed(penName.id) },
    body: html`<h1><bdi>${penName.name}</bdi></h1>
${penName.about && isFirst && html`<div class="prose prose--small about" dir="auto">${showProse(penName.about)}</div>`}
<h2>${say('listings.penName.works')}</h2>
${props.leftOut}
${works.length === 0 ? html`<p class="empty">${say('listings.penName.none')}</p>` : workList(works, props.reading, 3)}
${keyPages({
  newest: isFirst ? undefined : urls.penName(penName.id),
  older: props.older ?? undefined,
})}`,
  }
}

/** What the archivist says about the archive, and what its scale means. */
export function aboutPage(props: {
  name: string
  about: Prose
  ratings: readonly { name: string; sentence: string }[]
}): Page {
  return {
    title: say('web.about'),
    kind: 'about',
    body: html`<div class="column">
<h1>${props.name}</h1>
${props.about ? html`<div class="prose" dir="auto">${showProse(props.about)}</div>` : html`<p class="empty">${say('listings.about.none')}</p>`}
<h2>${say('listings.about.ratings')}</h2>
<dl class="facts">${props.ratings.map(({ name, sentence }) => html`<div><dt>${name}</dt><dd>${sentence}</dd></div>`)}</dl>
<p>${say('listings.about.software')}</p>
</div>`,
  }
}
