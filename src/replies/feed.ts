import type { Context } from 'hono'
import { escapeHtml } from '#html.ts'
import { signedToken } from '#private-links/private-link.ts'
import { findLinksByTokens } from '#private-links/reads.ts'
import { notFound } from '#shared/errors.ts'
import { urls } from '#urls.ts'
import { atomType } from '#web/answers.ts'
import type { Env } from '#web/env.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { type Behind, readBehind } from './reads.ts'

const mostEntries = 50

/**
 * The secret feed of one private link (Atom, RFC 4287): that there is an answer, never what it says. For feed readers that
 * fetch it from elsewhere, so nothing in it opens more than the page of replies.
 */
export async function answerFeed(c: Context<Env>, house: House, token: string): Promise<Response> {
  const [link] = await findLinksByTokens(house.db, house.keys, 'feed of link', [token])
  const [behind] = link ? await readBehind(house.db, c.get('actor'), [link]) : []
  if (!behind) notFound()
  const self = house.config.origin + urls.repliesFeed(token)
  const open =
    house.config.origin + urls.privateLink(signedToken(house.keys, 'mail of link', behind.link))
  const xml = feedOf(behind, {
    self,
    open,
    tag: `tag:${new URL(house.config.origin).hostname},2026`,
  })
  return c.body(xml, 200, {
    'content-type': atomType,
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex, nofollow',
  })
}

function feedOf(
  behind: Behind,
  { self, open, tag }: { self: string; open: string; tag: string },
): string {
  const { link, work } = behind
  const entries = newsOf(behind)
  const updated = entries[0]?.at ?? link.seenAt
  // Characters that XML 1.0 has no way to write are left out.
  const text = (words: string) =>
    // eslint-disable-next-line no-control-regex
    escapeHtml(
      words.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''),
    )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${tag}:replies/${link.id}</id>
<title>${text(say('replies.feed.title'))}</title>
<updated>${updated}</updated>
<author><name>Tweed</name></author>
<link rel="self" href="${text(self)}"/>
${entries
  .map(
    ({ id, at, kind }) => `<entry>
<id>${tag}:reply/${id}</id>
<title>${text(say(kind === 'chapter' ? 'replies.feed.chapter' : 'replies.feed.entry', { title: work.title }))}</title>
<updated>${at}</updated>
<link href="${text(open)}"/>
<content type="text">${text(say('replies.feed.say'))}</content>
</entry>`,
  )
  .join('\n')}
</feed>
`
}

/** What came from others, the newest first; muted threads left out. */
function newsOf({ comments, callAnswers, muted }: Behind): {
  id: string
  at: string
  kind: 'answer' | 'chapter'
}[] {
  const answers = comments.flatMap(({ id, own, shownAt, threadId, state }) =>
    own || shownAt === null || state !== 'shown' || muted.has(threadId)
      ? []
      : { id: id as string, at: shownAt, kind: 'answer' as const },
  )
  const calls = callAnswers.map(({ id, createdAt, kind }) => ({
    id,
    at: createdAt,
    kind: kind === 'new-chapter' ? ('chapter' as const) : ('answer' as const),
  }))
  return [...answers, ...calls].toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, mostEntries)
}
