import type { CommentId, WorkId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import { signUp, type TestHouse } from './house.ts'
import { postText } from './stories.ts'
import { answer, authorWithWork, say, setWork, typing } from './talk.ts'
import type { Visitor } from './visitor.ts'

/** Everyone whom the rules tell apart. The guest holds the link that the things under test belong to. */
export type Role =
  | 'stranger'
  | 'guest with another link'
  | 'guest'
  | 'reader'
  | 'author of another work'
  | 'author'
  | 'moderator'
  | 'archivist'

export const roles: readonly Role[] = [
  'stranger',
  'guest with another link',
  'guest',
  'reader',
  'author of another work',
  'author',
  'moderator',
  'archivist',
]

/** An archive in which there is something of every kind, and somebody of every role. */
export type Stage = {
  people: Record<Role, Visitor>
  /** Values for the parts of paths. */
  fill(path: string): string
  /** Words that nobody but those who are answered may read. */
  secrets: RegExp
  /** What nobody finds on public pages: works by what became of them, and comments. */
  hidden: { works: Record<string, WorkId>; held: CommentId; told: CommentId }
}

/** Makes it by the acts that people do. */
export async function setTheStage(house: TestHouse): Promise<Stage> {
  const { author, person, work } = await authorWithWork(house)
  const guest = house.visitor()
  const other = await authorWithWork(house, 'Mirren', 'The Lamp')
  const withOtherLink = house.visitor()
  await say(house, withOtherLink, other.work, 'on another work')
  const reader = house.visitor()
  await signUp(house, reader, { penName: 'Tidewrack', email: 'reader@secret.test' })
  const moderator = house.visitor()
  await signUp(house, moderator, { penName: 'Warden', role: 'moderator' })
  const archivist = house.visitor()
  await signUp(house, archivist, { penName: 'Keeper', role: 'archivist' })

  const readers = await say(house, reader, work, 'said by the reader')
  const guests = await say(house, guest, work, 'said by the guest')
  const unanswered = await say(house, guest, work, 'said and not answered')
  const told = await answer(house, author, guests, 'secret words between two', true)
  await setWork(house, work, { comments_held: 1 })
  const held = await say(house, reader, work, 'secret words that wait')
  const draft = await postText(
    house,
    person,
    'Title: Secret Draft\nRating: G\nWarnings: None\n\nSecret words of a draft.\n',
    { publish: false },
  )
  const chapter = await house.db
    .selectFrom('chapter')
    .select('id')
    .where('work_id', '=', draft)
    .executeTakeFirstOrThrow()
  const link = await house.db
    .selectFrom('private_link')
    .innerJoin('comment', 'comment.private_link_id', 'private_link.id')
    .select('private_link.id')
    .where('comment.id', '=', guests)
    .executeTakeFirstOrThrow()
  const unreported = await answer(house, author, guests, 'secret words that nobody reported', true)
  const hidden: Record<string, WorkId> = { draft }
  for (const what of ['taken down', 'in the bin', 'for accounts']) {
    hidden[what] = await postText(
      house,
      person,
      `Title: Secret Draft ${what}\nRating: G\nWarnings: None\n\nSecret words, ${what}.\n`,
    )
  }
  const gone = { hidden_at: house.clock().toISOString() }
  await setWork(house, hidden['taken down'] ?? draft, gone)
  await setWork(house, hidden['in the bin'] ?? draft, { deleted_at: gone.hidden_at })
  await house.write((tx) =>
    tx
      .updateTable('work')
      .set({ accounts_only: 1 })
      .where('id', '=', hidden['for accounts'] ?? draft)
      .execute(),
  )
  const asked = await guest.get(urls.commentReport(told))
  house.advance(typing)
  await asked.form(urls.commentReport(told)).fill({ reason: 'secret reason' }).send()
  const report = await house.db.selectFrom('report').select('id').executeTakeFirstOrThrow()
  const recover = await house.visitor().get(urls.recover())
  await recover.form(urls.recover()).fill({ email: 'reader@secret.test' }).send()
  const mail = await house.db.selectFrom('mail').select('id').executeTakeFirstOrThrow()
  const account = await house.db
    .selectFrom('account')
    .select('id')
    .where('email', '=', 'reader@secret.test')
    .executeTakeFirstOrThrow()

  const tag = await house.db
    .selectFrom('work_tag')
    .select('tag_id as id')
    .where('work_id', '=', work)
    .orderBy('position')
    .executeTakeFirstOrThrow()

  const fill = (path: string) => {
    const commentOf = () => {
      if (/^\/comments\/:comment\/(?:edit|withdrawal)/.test(path)) return readers
      if (path.endsWith('/approval')) return held
      if (/^\/replies\/comments\/:comment\/(?:edit|withdrawal)/.test(path)) return unanswered
      if (path.startsWith('/replies/receipt')) return guests
      return path.startsWith('/replies/') || path.endsWith('/removal') ? told : readers
    }
    const idOf = () => {
      if (path.startsWith('/admin/reports')) return report.id
      if (path.startsWith('/admin/outbox')) return mail.id
      if (path.startsWith('/tags/')) return tag.id
      if (path.startsWith('/admin/accounts')) return account.id
      return person.penNameId
    }
    const inPublic = path.startsWith('/works/') || path.endsWith('/talk')
    return path
      .replace(':work', inPublic ? work : draft)
      .replace(':chapter', chapter.id)
      .replace(':comment', commentOf)
      .replace(':number', '1')
      .replace(':name', 'story.epub')
      .replace(':link', link.id)
      .replace(/:(?:token|secret)/, 'nothing-that-anybody-was-given')
      .replace(':id', idOf)
  }
  const people = {
    stranger: house.visitor(),
    'guest with another link': withOtherLink,
    guest,
    reader,
    'author of another work': other.author,
    author,
    moderator,
    archivist,
  }
  return {
    people,
    fill,
    secrets: /secret words|secret reason|Secret Draft|secret\.test/i,
    hidden: { works: hidden, held, told: unreported },
  }
}
