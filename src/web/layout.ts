import type { Context } from 'hono'
import { type Html, html } from '#html.ts'
import { hasRole } from '#policy/actor.ts'
import { type Url, urls } from '#urls.ts'
import type { Env } from './env.ts'
import { formTokenFor } from './form-token.ts'
import type { House } from './house.ts'
import { say } from './messages/say.ts'

/** A page before it is put into its frame. */
export type Page = {
  /** Stands in the tab and in bookmarks; the archive's name is added, except when `bare`. */
  title: string
  body: Html
  /** What the body is called for styles: `page--KIND`. */
  kind?: string
  /** Not for search engines. */
  hidden?: boolean
  /** The title stands alone, and nothing in the frame says more (the page of replies). */
  bare?: boolean
  feed?: { title: string; url: Url } | undefined
  previous?: Url | undefined
  next?: Url | undefined
  /** BCP 47 language of the page; English unless told. */
  language?: string
  description?: string
}

/** The whole document. */
export function layout(c: Context<Env>, house: House, page: Page): Html {
  const { reading } = c.get('actor')
  const site = c.get('site')
  const asset = (name: string) => urls.asset(house.assets.path(name))
  const title = page.bare ? page.title : `${page.title} · ${site.name}`
  return html`<!doctype html>
<html lang="${page.language ?? 'en'}" data-theme="${reading.theme}" data-face="${reading.face}" data-size="${reading.size}" data-width="${reading.width}" data-leading="${reading.leading}" data-align="${reading.align}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${page.description && html`<meta name="description" content="${page.description}">`}
${page.hidden && html`<meta name="robots" content="noindex, nofollow">`}
<link rel="stylesheet" href="${asset('style.css')}">
<link rel="icon" href="${asset('favicon.svg')}" type="image/svg+xml">
${page.feed && html`<link rel="alternate" type="application/atom+xml" title="${page.feed.title}" href="${page.feed.url}">`}
${page.previous && html`<link rel="prev" href="${page.previous}">`}
${page.next && html`<link rel="next" href="${page.next}">`}
<script type="module" src="${asset('main.js')}"></script>
</head>
<body class="page--${page.kind ?? 'plain'}">
<a class="skip-link" href="#main">${say('web.skip')}</a>
${header(c, house)}
<main id="main" class="main">
${page.body}
</main>
<footer class="site-footer">
<nav class="site-footer__nav" aria-label="More">
<a href="${urls.about()}">${say('web.about')}</a>
<a href="${urls.reading()}">${say('web.reading')}</a>
<a href="${urls.replies()}">${say('web.replies')}</a>
<a href="${urls.archiveFeed()}">${say('web.feed')}</a>
</nav>
</footer>
</body>
</html>
`
}

function header(c: Context<Env>, house: House): Html {
  const { account } = c.get('actor')
  const site = c.get('site')
  return html`<header class="site-header">
<a class="site-header__brand" href="${urls.home()}"><img class="site-header__mark" src="${urls.asset(house.assets.path('mark.svg'))}" alt="" width="28" height="28"><span class="site-header__name">${site.name}</span></a>
<nav class="site-nav" aria-label="Archive">
<a href="${urls.works()}">${say('web.works')}</a>
<a href="${urls.fandoms()}">${say('web.fandoms')}</a>
${
  account
    ? html`<a href="${urls.desk()}">${say('web.desk')}</a>
<a href="${urls.notices()}">${say('web.notices', { count: account.unseenNotices })}</a>
<a href="${urls.account()}">${say('web.account')}</a>
${hasRole(c.get('actor'), 'moderator') && html`<a href="${urls.admin()}">${say('web.admin')}</a>`}
<form class="site-nav__form" method="post" action="${urls.signOut()}">${tokenField(c, house)}<button class="link-button" type="submit">${say('web.signOut')}</button></form>`
    : html`<a href="${urls.replies()}">${say('web.replies')}</a>
<a href="${urls.signIn()}">${say('web.signIn')}</a>
${site.signUp === 'open' && html`<a href="${urls.signUp()}">${say('web.signUp')}</a>`}`
}
</nav>
</header>`
}

/** The hidden field that each form holds. */
export function tokenField(c: Context<Env>, house: House): Html {
  return html`<input type="hidden" name="token" value="${formTokenFor(c, house)}">`
}
