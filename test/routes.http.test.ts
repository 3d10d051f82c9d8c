import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routesTable } from '#policy/routes.ts'
import type { Route, Who } from '#policy/routes/route.ts'
import { allRows } from './support/all-rows.ts'
import { onBothHouses, testHouse } from './support/house.ts'
import { type Role, roles, setTheStage } from './support/stage.ts'
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

function isAllowed(route: Route, role: Role): boolean {
  const only = onlyAnswered[key(route)]
  if (only) return only.includes(role)
  return answered[route.who](role) || (alsoAnswered[key(route)] ?? []).includes(role)
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

/** Each of these once, by somebody who may, in an order in which none takes what the next one needs. */
const ends: readonly [string, Role][] = [
  ['POST /comments/:comment/approval', 'author'],
  ['POST /comments/:comment/withdrawal', 'reader'],
  ['POST /comments/:comment/removal', 'moderator'],
  ['POST /replies/comments/:comment/withdrawal', 'guest'],
  ['POST /replies/links/:link/rotation', 'guest'],
  ['POST /replies/links/:link/revocation', 'guest'],
  ['POST /replies/forget', 'guest with another link'],
  ['POST /sign-out', 'author'],
]

onBothHouses(
  'each route answers those that the table names, and turns all others away',
  async (house) => {
    const { people, fill, secrets } = await setTheStage(house)
    const wrong: string[] = []
    for (const route of routesTable) {
      const allowed = (role: Role) => isAllowed(route, role)
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
    for (const [name, role] of ends) {
      const route = routesTable.find((one) => key(one) === name)
      assert.ok(route && isAllowed(route, role), name)
      const { status, location } = await send(people[role], { ...route, path: fill(route.path) })
      const done = status < 400 && !location.startsWith('/sign-in?back')
      if (!done) wrong.push(`${name} as ${role}: ${status} ${location}`)
    }
    assert.deepEqual(wrong, [])
  },
)

/** Proofs that are none. What sends neither header must show the token of a form that was made for the same reader. */
const unproven: Record<string, Record<string, string>> = {
  'another site': { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' },
  'a neighbour': { origin: 'http://evil.archive.test', 'sec-fetch-site': 'same-site' },
  'a page without an origin': { origin: 'null', 'sec-fetch-site': 'cross-site' },
  'a program': { origin: '', 'sec-fetch-site': '' },
  'a program with a stranger’s form': { origin: '', 'sec-fetch-site': '' },
}

onBothHouses(
  'no route changes anything when the reader’s own cookies come without the site’s own form',
  async (house) => {
    const { people, fill } = await setTheStage(house)
    const foreignForm = await house.visitor().get('/sign-in')
    const token = foreignForm.form('/sign-in').values.get('token') ?? ''
    assert.notEqual(token, '')
    const before = await allRows(house.db)
    for (const route of routesTable) {
      // The address of a mail's one-click end holds its own proof.
      if (route.method !== 'POST' || route.path === '/replies/stop/:token') continue
      for (const role of roles) {
        for (const [from, headers] of Object.entries(unproven)) {
          const withForm = from.endsWith('form')
          // A form that was made for one stranger is good for every other.
          if (withForm && !answered.account(role)) continue
          const fields = { token: withForm ? token : '', body: 'x', name: 'x', back: '/' }
          const answer = await people[role].post(fill(route.path), fields, headers)
          const { status } = answer
          const title = `${key(route)} as ${role} from ${from}: ${status}`
          assert.ok(isTurnedAway(answer), title)
          if (isAllowed(route, role) && route.who !== 'secret') assert.equal(status, 403, title)
        }
      }
    }
    const after = await allRows(house.db)
    assert.deepEqual({ ...after, session: [] }, { ...before, session: [] })
  },
)

/** Who finds a work that is for nobody, or for some, on its public pages. */
const findsWork: Record<string, (role: Role) => boolean> = {
  draft: () => false,
  'taken down': () => false,
  'in the bin': () => false,
  'for accounts': (role) => answered.account(role),
}

onBothHouses('what is not for everybody is on no public route', async (house) => {
  const { people, secrets, hidden } = await setTheStage(house)
  const aboutWorks = routesTable.filter(
    ({ path, who }) => who === 'public' && path.startsWith('/works/:work'),
  )
  assert.ok(aboutWorks.length > 8)
  for (const [what, work] of Object.entries(hidden.works)) {
    for (const route of aboutWorks) {
      const path = route.path
        .replace(':work', work)
        .replace(':number', '1')
        .replace(':name', 'story.epub')
      for (const role of roles) {
        const title = `${key(route)} of a work ${what} as ${role}`
        const before = route.method === 'POST' ? await allRows(house.db) : null
        const answer = await send(people[role], { ...route, path })
        // A feed is the same for everybody.
        if (findsWork[what]?.(role) && !route.path.endsWith('/feed.atom')) {
          assert.notEqual(answer.status, 404, title)
          continue
        }
        // Taking back a call that is not there tells nothing: it is the same for every work.
        const same = route.path.endsWith('/withdrawal') || route.path.endsWith('/open')
        assert.ok(same ? answer.status < 500 : isTurnedAway(answer), `${title}: ${answer.status}`)
        assert.doesNotMatch(answer.text, secrets, title)
        if (before) {
          const after = await allRows(house.db)
          assert.deepEqual({ ...after, session: [] }, { ...before, session: [] }, title)
        }
      }
    }
  }
  const aboutComments = routesTable.filter(
    ({ path, who }) => who === 'public' && path.startsWith('/comments/:comment'),
  )
  assert.ok(aboutComments.length > 4)
  const findsComment: Record<'held' | 'told', readonly Role[]> = {
    held: ['author', 'reader'],
    told: ['author', 'guest'],
  }
  for (const what of ['held', 'told'] as const) {
    for (const route of aboutComments) {
      for (const role of roles) {
        if (findsComment[what].includes(role)) continue
        const path = route.path.replace(':comment', hidden[what])
        const answer = await send(people[role], { ...route, path })
        const title = `${key(route)} of a comment that is ${what} as ${role}: ${answer.status}`
        assert.ok(isTurnedAway(answer), title)
        assert.doesNotMatch(answer.text, secrets, title)
      }
    }
  }
  // Lists, feeds and the pages of others hold nothing of it either.
  for (const { method, path, who } of routesTable) {
    if (method !== 'GET' || who !== 'public' || path.includes(':')) continue
    for (const role of ['stranger', 'guest with another link', 'author of another work'] as const) {
      const answer = await people[role].get(path)
      const listed = role === 'author of another work' && ['/', '/works'].includes(path)
      if (!listed) assert.doesNotMatch(answer.text, secrets, `${path} as ${role}`)
    }
  }
})
