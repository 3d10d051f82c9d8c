import { escapeHtml, type Html } from '#html.ts'

/** An entry of a feed: RFC 4287, section 4.1.2. Addresses are whole ones; days are `2026-11-23`. */
export type Entry = {
  /** Never changes, whatever becomes of title, name and place. */
  id: string
  title: string
  /** BCP 47. */
  language: string
  page: string
  authors: readonly { name: string; page: string }[]
  published: string
  updated: string
  categories: readonly { scheme: string; term: string; label: string }[]
  content: Html
}

/** A feed: RFC 4287, section 4.1.1. `self` is its own address, `page` that of the page it goes with. */
export type Feed = {
  id: string
  title: string
  subtitle: string
  author: string
  self: string
  page: string
  entries: readonly Entry[]
}

/** Where nothing was published yet, nothing has a day. */
const noDay = '1970-01-01'

/**
 * Writes a feed as XML 1.0. Times are whole days: anything finer would tell which works were published by the same hand.
 */
export function writeFeed(feed: Feed): string {
  const { entries } = feed
  const newest = entries.reduce((last, { updated }) => (updated > last ? updated : last), noDay)
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
${text('id', feed.id)}
${text('title', feed.title)}
${feed.subtitle === '' ? '' : `${text('subtitle', feed.subtitle)}\n`}${text('updated', timeOf(newest))}
${empty('link', { rel: 'self', type: 'application/atom+xml', href: feed.self })}
${empty('link', { rel: 'alternate', type: 'text/html', href: feed.page })}
<author>${text('name', feed.author)}</author>
${entries.map(writeEntry).join('')}</feed>
`
}

function writeEntry(entry: Entry): string {
  const authors = entry.authors.map(
    ({ name, page }) => `<author>${text('name', name)}${text('uri', page)}</author>\n`,
  )
  const categories = entry.categories.map((one) => `${empty('category', one)}\n`)
  return `<entry xml:lang="${escapeXml(entry.language)}">
${text('id', entry.id)}
${text('title', entry.title)}
${empty('link', { rel: 'alternate', type: 'text/html', href: entry.page })}
${text('published', timeOf(entry.published))}
${text('updated', timeOf(entry.updated))}
${authors.join('')}${categories.join('')}<content type="html" xml:lang="en">${escapeXml(entry.content.markup)}</content>
</entry>
`
}

function text(name: string, value: string): string {
  return `<${name}>${escapeXml(value)}</${name}>`
}

function empty(name: string, attributes: Readonly<Record<string, string>>): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  return `<${name}${list.join('')}/>`
}

/** Text for XML 1.0, section 2.2: signs that it has no way to write are left out, lone surrogates replaced. */
export function escapeXml(value: string): string {
  return escapeHtml(
    value.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''),
  )
}

function timeOf(day: string): string {
  return `${day}T00:00:00Z`
}
