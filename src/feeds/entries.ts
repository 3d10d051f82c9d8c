import { chapterName } from '#reading/parts.ts'
import { day } from '#shared/clock.ts'
import { type Url, urls } from '#urls.ts'
import { say } from '#web/messages/say.ts'
import { categoryName } from '#works/parts.ts'
import type { FrontMatter } from '#works/work.ts'
import type { Entry } from './atom.ts'
import { frontContent } from './front-content.ts'
import { mostEntries, type Newest, type NewChapter } from './reads.ts'

/** How an archive names and finds its things in feeds. */
export type Names = {
  /** A tag URI (RFC 4151): stays when titles, pen names and addresses change. */
  idOf(kind: 'archive' | 'work' | 'chapters-of' | 'chapter' | 'pen-name', id?: string): string
  addressOf(url: Url): string
}

export function namesOf(origin: string): Names {
  const authority = new URL(origin).hostname.replace(/[^a-z0-9.-]/g, '-')
  return {
    idOf: (kind, id) => `tag:${authority},2026:${kind}${id === undefined ? '' : `/${id}`}`,
    addressOf: (url) => origin + url,
  }
}

/** The newest works and later chapters together, the newest first, at most `mostEntries`. */
export function newestEntries(names: Names, { works, chapters }: Newest): Entry[] {
  const frontOf = new Map(works.map((front) => [front.id, front]))
  const all = [
    ...works.map((front) => ({ front, at: front.publishedAt ?? '', chapter: null })),
    ...chapters.flatMap((chapter) => {
      const front = frontOf.get(chapter.workId)
      return front ? { front, at: chapter.publishedAt, chapter } : []
    }),
  ]
  return all
    .toSorted((a, b) => compare(b.at, a.at))
    .slice(0, mostEntries)
    .toSorted(
      (a, b) =>
        // The order inside a day tells nothing: not which works were published one after the other.
        compare(day(b.at), day(a.at)) ||
        compare(a.front.id, b.front.id) ||
        (b.chapter?.number ?? 0) - (a.chapter?.number ?? 0),
    )
    .map(({ front, chapter }) =>
      chapter
        ? chapterEntry(names, front, chapter, {
            title: say('feeds.chapter', { title: titleOf(front), chapter: chapterName(chapter) }),
          })
        : workEntry(names, front),
    )
}

function workEntry(names: Names, front: FrontMatter): Entry {
  const published = day(front.publishedAt ?? front.updatedAt)
  return {
    ...common(names, front),
    id: names.idOf('work', front.id),
    title: titleOf(front),
    page: names.addressOf(urls.work(front.id)),
    published,
    updated: published,
    content: frontContent(front, front.words),
  }
}

/** A chapter, behind the front matter of its whole work. */
export function chapterEntry(
  names: Names,
  front: FrontMatter,
  chapter: Omit<NewChapter, 'workId'>,
  { title }: { title: string },
): Entry {
  const published = day(chapter.publishedAt)
  return {
    ...common(names, front),
    id: names.idOf('chapter', chapter.id),
    title,
    page: names.addressOf(urls.chapter(front.id, chapter.number)),
    published,
    updated: published,
    content: frontContent(front, chapter.words),
  }
}

function common(
  names: Names,
  front: FrontMatter,
): Pick<Entry, 'language' | 'authors' | 'categories'> {
  const scheme = (kind: string) => `${names.idOf('archive')}/${kind}`
  return {
    language: front.language,
    authors: front.byline.map(({ id, name }) => ({
      name,
      page: names.addressOf(urls.penName(id)),
    })),
    categories: [
      { scheme: scheme('rating'), term: front.rating.code, label: front.rating.name },
      ...front.categories.map((code) => ({
        scheme: scheme('category'),
        term: code,
        label: categoryName(code),
      })),
      ...front.tags
        .filter(({ kind }) => kind === 'fandom')
        .map(({ name }) => ({ scheme: scheme('fandom'), term: name, label: name })),
    ],
  }
}

/** A title is asked for when a work is published; one that was taken away later still needs a word. */
export function titleOf(front: FrontMatter): string {
  return front.title || say('works.untitled')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
