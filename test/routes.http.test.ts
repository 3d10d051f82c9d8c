import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routesTable } from '#policy/routes.ts'
import type { Route, Who } from '#policy/routes/route.ts'
import { urls } from '#urls.ts'
import { allRows } from './support/all-rows.ts'
import { onBothHouses, signUp, testHouse, type TestHouse } from './support/house.ts'
import { postText } from './support/stories.ts'
import { answer, authorWithWork, say, setWork, typing } from './support/talk.ts'
import type { Answer, Visitor } from './support/visitor.ts'

const key = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`

test('the table of routes names what the app serves, and nothing else', async () => {
  const house = await testHouse('sqlite')
  try {
    const served = new Set(
      house.app.routes
        .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/assets/'))
        .map(({ method, path }) => `${method} ${path}`),
    )
    const named = routesTable.map(key)
    assert.deepEqual([...named].toSorted(), [...new Set(named)].toSorted(), 'a route stands twice')
    assert.deepEqual([...served].toSorted(), named.toSorted())
  } finally {
    await house.close()
  }
})

type Role =
  | 'stranger'
  | 'guest with another link'
  | 'guest'
  | 'reader'
  | 'author of another work'
  | 'author'
  | 'moderator'
  | 'archivist'

const roles: readonly Role[] = [
  'stranger',
  'guest with another link',
  'guest',
  'reader',
  'author of another work',
  'author',
  'moderator',
  'archivist',
]

/** Who is answered on a route for `who`. Guests hold the link that the things under test belong to. */
const answered: Record<Who, (role: Role) => boolean> = {
  public: () => true,
  secret: () => true,
  account: (role) => !/stranger|guest/.test(role),
  author: (role) => role === 'author',
  link: (role) => role === 'guest',
  moderator: (role) => role === 'moderator' || role === 'archivist',
  archivist: (role) => role === 'archivist',
}

/** Where the table's word is not all: an account's own comments, and what staff may take away. */
const alsoAnswered: Record<string, readonly Role[]> = {
  'POST /comments/:comment/removal': ['moderator', 'archivist'],
}
const onlyAnswered: Record<string, readonly Role[]> = {
  'GET /comments/:comment/edit': ['reader'],
  'POST /comments/:comment/edit': ['reader'],
  'POST /comments/:comment/withdrawal': ['reader'],
  'GET /account/pen-names/:id': ['author'],
  'POST /account/pen-names/:id': ['author'],
}

type Stage = {
  people: Record<Role, Visitor>
  /** Values for the parts of paths. */
  fill(path: string): string
  /** Words that nobody but those who are answered may read. */
  secrets: RegExp
}

async function setTheStage(house: TestHouse): Promise<Stage> {
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
      if (path.startsWith('/admin/accounts')) return account.id
      return person.penNameId
    }
    const inPublic = path.startsWith('/works/') || path.endsWith('/talk')
    return path
      .replace(':work', inPublic ? work : draft)
      .replace(':chapter', chapter.id)
      .replace(':comment', commentOf)
      .replace(':number', '1')
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
  return { people, fill, secrets: /secret words|secret reason|Secret Draft|secret\.test/i }
}

const send = (visitor: Visitor, { method, path }: { method: string; path: string }) =>
  method === 'GET' ? visitor.get(path) : visitor.post(path, {})

/** Routes that name what they act on in the form: an empty one names nothing, which is not found. */
const namesInForm = new Set([
  'POST /account/acting-pen-name',
  'POST /desk/new',
  'POST /desk/works/:work',
  'POST /desk/works/:work/recognised',
  // Nothing of theirs is in the bin.
  'POST /desk/works/:work/restoration',
  'POST /desk/chapters/:chapter/restoration',
])

/** Not found, asked to sign in, or told that one is signed out: never the thing itself. */
function isTurnedAway({ status, location }: Answer): boolean {
  return status === 404 || status === 403 || (status === 303 && location.startsWith('/sign-in'))
}

/** What would end the scene for those who come after. */
const endsTheScene =
  /revocation|rotation|forget|withdrawal|removal|approval|sign-out|\/admin\/reports\/:id/

onBothHouses(
  'each route answers those that the table names, and turns all others away',
  async (house) => {
    const { people, fill, secrets } = await setTheStage(house)
    const wrong: string[] = []
    for (const route of routesTable) {
      const allowed = (role: Role) =>
        onlyAnswered[key(route)]?.includes(role) ??
        (answered[route.who](role) || alsoAnswered[key(route)]?.includes(role))
      for (const role of roles) {
        if (allowed(role)) continue
        const before = route.method === 'POST' ? await allRows(house.db) : null
        const answer = await send(people[role], { ...route, path: fill(route.path) })
        const title = `${key(route)} as ${role}: ${answer.status}`
        assert.ok(isTurnedAway(answer), title)
        assert.doesNotMatch(answer.text, secrets, title)
        // A session that is seen again is noted; nothing else may have moved.
        if (before) {
          const after = await allRows(house.db)
          assert.deepEqual({ ...after, session: [] }, { ...before, session: [] }, title)
        }
      }
      for (const role of roles) {
        if (!allowed(role) || (route.method === 'POST' && endsTheScene.test(route.path))) continue
        const answer = await send(people[role], { ...route, path: fill(route.path) })
        const { status } = answer
        const right =
          route.who === 'secret'
            ? [404, 422].includes(status)
            : route.path === '/images/:id'
              ? status === 404
              : namesInForm.has(key(route))
                ? status < 500
                : status < 500 && ![403, 404].includes(status)
        const asksToSignIn = route.who !== 'public' && answer.location.startsWith('/sign-in')
        if (!right || asksToSignIn)
          wrong.push(`${key(route)} as ${role}: ${status} ${answer.location}`)
      }
    }
    assert.deepEqual(wrong, [])
  },
)

onBothHouses(
  'no route changes anything when another site sends the reader’s own cookies',
  async (house) => {
    const { people, fill } = await setTheStage(house)
    const before = await allRows(house.db)
    const foreign = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' }
    for (const route of routesTable) {
      // The address of a mail's one-click end holds its own proof.
      if (route.method !== 'POST' || route.path === '/replies/stop/:token') continue
      for (const role of roles) {
        const answer = await people[role].post(fill(route.path), { body: 'x', name: 'x' }, foreign)
        assert.ok(isTurnedAway(answer), `${key(route)} as ${role}: ${answer.status}`)
      }
    }
    const after = await allRows(house.db)
    assert.deepEqual({ ...after, session: [] }, { ...before, session: [] })
  },
)
