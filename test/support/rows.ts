import type { Tx } from '#storage/db.ts'
import { recordChange } from '#storage/changes.ts'
import type {
  AccountId,
  ChapterId,
  CommentId,
  PenNameId,
  PrivateLinkId,
  TagId,
  WorkId,
} from '#shared/ids.ts'

/** When all rows of the sample are made. */
const at = '2026-11-01T10:00:00.000Z'

export const sample = {
  account: 'account0' as AccountId,
  penName: 'penname0' as PenNameId,
  work: 'work0000' as WorkId,
  chapter: 'chapter0' as ChapterId,
  link: 'link0000' as PrivateLinkId,
}

/** Every byte there is, the empty one at both ends. */
export const allBytes = Uint8Array.from({ length: 258 }, (_, at) => at % 257)

/**
 * A small archive that stands on its own, row by row: one author with a work of one chapter, its file, a guest's thread
 * four answers deep, tags of which one is another's synonym. For tests of storage alone, which knows no acts.
 */
export async function insertSample(tx: Tx): Promise<void> {
  await insertPeople(tx)
  await insertWork(tx)
  await insertTalk(tx)
  await recordChange(tx, () => new Date(at), { kind: 'work-published', work: sample.work })
}

async function insertPeople(tx: Tx): Promise<void> {
  const account = {
    id: sample.account,
    email: 'una@people.test',
    email_key: 'una@people.test',
    password_hash: 'none',
    role: 'archivist',
    acting_pen_name_id: sample.penName,
    reading: '',
    mail_wanted: 1,
    created_at: at,
    closed_at: null,
  } as const
  await tx.insertInto('account').values(account).execute()
  await tx
    .insertInto('pen_name')
    .values({
      id: sample.penName,
      account_id: sample.account,
      name: 'Una Grey',
      name_key: 'una grey',
      about: '',
      created_at: at,
    })
    .execute()
  await tx
    .insertInto('setting')
    .values({ name: 'secret', value: 'sealed', updated_at: at })
    .execute()
}

async function insertWork(tx: Tx): Promise<void> {
  const counts = { words: 4, mild: 0, strong: 0, slurs: 0, covered: 1 } as const
  const notes = { note_before: '', note_after: '' }
  const dates = { created_at: at, published_at: at, updated_at: at, deleted_at: null }
  await tx
    .insertInto('work')
    .values({
      id: sample.work,
      title: 'The Lamp on the Stair',
      title_key: 'lamp on the stair',
      language: 'en',
      summary: '',
      disclaimer: '',
      rating: 'T',
      rating_source: null,
      warning_answer: 'none-apply',
      status: 'complete',
      planned_chapters: 1,
      comments_from: 'anyone',
      comments_held: 0,
      counts_shown: 0,
      accounts_only: 0,
      chapters: 1,
      hidden_at: null,
      ...counts,
      ...notes,
      ...dates,
    })
    .execute()
  await tx
    .insertInto('work_byline')
    .values({ work_id: sample.work, pen_name_id: sample.penName, position: 1 })
    .execute()
  const text = { title: '', body: '<p>“Naïve,” she said. 🪔</p>', ...notes }
  await tx
    .insertInto('chapter')
    .values({
      id: sample.chapter,
      work_id: sample.work,
      position: 1,
      revision: 1,
      ...text,
      ...counts,
      ...dates,
    })
    .execute()
  await tx
    .insertInto('chapter_revision')
    .values({ chapter_id: sample.chapter, number: 1, words: 4, created_at: at, ...text })
    .execute()
  await tx
    .insertInto('image')
    .values({
      id: 'image000',
      work_id: sample.work,
      media_type: 'image/png',
      bytes: allBytes,
      created_at: at,
    })
    .execute()
  // The synonym comes first and refers to what comes after it in every order by id.
  const fandom = { kind: 'fandom', created_at: at } as const
  const canonical = 'tag-z' as TagId
  await tx
    .insertInto('tag')
    .values({ id: canonical, name: 'Stairs', name_key: 'stairs', canonical_id: null, ...fandom })
    .execute()
  await tx
    .insertInto('tag')
    .values({
      id: 'tag-a' as TagId,
      name: 'The Stairs',
      name_key: 'the stairs',
      canonical_id: canonical,
      ...fandom,
    })
    .execute()
  await tx
    .insertInto('work_tag')
    .values({ work_id: sample.work, tag_id: canonical, position: 1 })
    .execute()
}

async function insertTalk(tx: Tx): Promise<void> {
  await tx
    .insertInto('private_link')
    .values({
      id: sample.link,
      work_id: sample.work,
      secret_hash: 'hash',
      email: null,
      created_at: at,
      seen_at: at,
      revoked_at: null,
    })
    .execute()
  // Each answer sorts before what it answers.
  const ids = ['comment4', 'comment3', 'comment2', 'comment1'] as CommentId[]
  for (const [depth, id] of ids.entries()) {
    const guest = depth % 2 === 0
    await tx
      .insertInto('comment')
      .values({
        id,
        work_id: sample.work,
        chapter_id: sample.chapter,
        thread_id: ids[0] ?? id,
        parent_id: ids[depth - 1] ?? null,
        depth,
        pen_name_id: guest ? null : sample.penName,
        private_link_id: guest ? sample.link : null,
        guest_name: guest ? 'A passer-by' : null,
        by_author: guest ? 0 : 1,
        is_private: 0,
        reader_pen_name_id: null,
        reader_link_id: null,
        body: `<p>Answer ${depth}</p>`,
        state: 'shown',
        held_because: null,
        once_key: null,
        created_at: at,
        shown_at: at,
        edited_at: null,
        answered_at: null,
      })
      .execute()
  }
}

/** A setting by name: the smallest row there is, for tests of writing. */
export async function putSetting(tx: Tx, name: string, value: string): Promise<void> {
  await tx.insertInto('setting').values({ name, value, updated_at: at }).execute()
}
