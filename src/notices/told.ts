import type { Speaker } from '#comments/comment.ts'
import { say } from '#web/messages/say.ts'
import type { Notice, NoticeBody, NoticeTopic } from './notice.ts'
import type { NoticeRow } from './reads.ts'

/** What the account is to the thing that a notice tells of. */
export type Standing = {
  /** It may read the work on public pages. */
  readable: boolean
  /** The work has one of its pen names in the byline, and is not in the bin. */
  own: boolean
  /** A private conversation is between the author and one of its pen names. */
  toThem: boolean
  /** The number of the chapter after the one that it called after. */
  next: number | null
}

/** A notice as its account may see it today: what was taken back, removed or is not for it any more has no content. */
export function toNotice(row: NoticeRow, standing: Standing): Notice {
  const there = standing.readable || standing.own
  return {
    id: row.id,
    topic: topicOf(row),
    penName: { id: row.own_id, name: row.own_name },
    work: there ? { id: row.work_id, title: row.title || say('works.untitled') } : null,
    body: bodyOf(row, standing),
    at: row.created_at,
    isNew: row.seen_at === null,
  }
}

function topicOf({ kind, is_private, state }: NoticeRow): NoticeTopic {
  if (is_private === 1) return 'private'
  return kind === 'held-comment' && state !== 'held' ? 'comment' : kind
}

function bodyOf(row: NoticeRow, standing: Standing): NoticeBody {
  const { readable, own, toThem, next } = standing
  if (row.kind === 'call-answer' || row.kind === 'new-chapter') {
    if (!readable && !own) return { kind: 'gone', why: 'away' }
    if (row.kind === 'call-answer') return { kind: 'words', words: row.words ?? '' }
    return { kind: 'chapter', number: next !== null && next <= row.chapters ? next : null }
  }
  const { comment_id: id, state } = row
  if (state === 'withdrawn' || state === 'removed') return { kind: 'gone', why: state }
  if (id === null || state === null) return { kind: 'gone', why: 'away' }
  const isPrivate = row.is_private === 1
  if (state === 'held') {
    return own && !isPrivate
      ? { kind: 'held', speaker: speakerOf(row) }
      : { kind: 'gone', why: 'away' }
  }
  const open = isPrivate ? own || toThem : own || readable
  if (!open) return { kind: 'gone', why: 'away' }
  return { kind: 'comment', id, speaker: speakerOf(row), byAuthor: row.by_author === 1 }
}

function speakerOf(row: NoticeRow): Speaker {
  return row.speaker_id === null
    ? { kind: 'guest', name: row.guest_name ?? '' }
    : { kind: 'pen-name', id: row.speaker_id, name: row.speaker_name ?? '' }
}
