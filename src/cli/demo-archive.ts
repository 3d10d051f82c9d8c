import { createAccount } from '#accounts/acts.ts'
import { hashPassword } from '#accounts/passwords.ts'
import { openHouse } from '#app.ts'
import { answerCallers } from '#calls/acts.ts'
import type { Config } from '#config/config.ts'
import { importFile } from '#files-in/import-file.ts'
import { defaultReading } from '#policy/reading.ts'
import { showCode } from '#private-links/private-link.ts'
import { oneDay } from '#shared/clock.ts'
import type { WorkId } from '#shared/ids.ts'
import type { Role } from '#storage/schema/tables.ts'
import type { House } from '#web/house.ts'
import { editWork, publishWork } from '#works/acts.ts'
import { listDeskChapters, placesOf, readChoices, typedFrom } from '#works/desk-reads.ts'
import { hydrateWorks } from '#works/reads.ts'
import type { TypedWork } from '#works/typed-form.ts'
import { parseWork } from '#works/work-form.ts'
import { type DemoStory, demoStories, demoTalk } from './demo-stories.ts'
import { type Filling, type Person, talk, tap } from './demo-talk.ts'

/** Whom the demo knows, and with which password each signs in. */
export const demoPassword = 'a warm stove in winter'
export const demoPeople = [
  { email: 'keeper@demo.example', penName: 'Keeper of the Stove', role: 'archivist' },
  { email: 'author@demo.example', penName: 'Saltgrass', role: 'reader' },
  { email: 'reader@demo.example', penName: 'Tidewrack', role: 'reader' },
] as const satisfies readonly { email: string; penName: string; role: Role }[]

/**
 * Fills an empty archive by the acts that people do, dated over the last month. Gives the path of a guest's private
 * link that has answers waiting.
 */
export async function fillDemo(config: Config): Promise<{ privateLink: string; works: WorkId[] }> {
  let now = Date.now() - 31 * oneDay
  const house = await openHouse(config, { clock: () => new Date(now) })
  const filling: Filling = Object.assign(house, {
    pass(days: number) {
      now += days * oneDay
    },
  })
  try {
    return await fill(filling)
  } finally {
    await house.close()
  }
}

async function fill(house: Filling): Promise<{ privateLink: string; works: WorkId[] }> {
  const passwordHash = await hashPassword(demoPassword)
  const people: Person[] = []
  for (const one of demoPeople) people.push(await join(house, one, passwordHash))
  const [keeper, author, reader] = people
  if (!keeper || !author || !reader) throw new Error('nobody is there')
  const ledger = await bring(house, keeper, 'ledger')
  house.pass(4)
  const winter = await bring(house, author, 'winter')
  house.pass(9)
  const lamp = await bring(house, author, 'lamp')
  house.pass(1)
  const guest = await talk(house, author, reader, lamp, winter)
  // Calls begin once a work rests.
  house.pass(14.5)
  await tap(house, reader, lamp)
  house.pass(0.5)
  await house.write((tx) =>
    answerCallers(tx, house, author.actor, { workId: lamp, body: demoTalk.calls }),
  )
  return { privateLink: `/r/${showCode(guest.code)}`, works: [lamp, winter, ledger] }
}

async function join(
  house: House,
  { email, penName, role }: { email: string; penName: string; role: Role },
  passwordHash: string,
): Promise<Person> {
  await house.write((tx) => createAccount(tx, house, { email, penName, role, passwordHash }))
  const row = await house.db
    .selectFrom('pen_name')
    .select(['id', 'account_id'])
    .where('name', '=', penName)
    .executeTakeFirstOrThrow()
  const account = {
    id: row.account_id,
    role,
    sessionHash: '',
    actingPenName: { id: row.id, name: penName },
    unseenNotices: 0,
  }
  return {
    accountId: row.account_id,
    penNameId: row.id,
    actor: { account, reading: defaultReading },
  }
}

/** Brings a story, looks over its front matter as its author would at the desk, and publishes it. */
async function bring(
  house: House,
  { accountId, penNameId, actor }: Person,
  story: keyof typeof demoStories,
): Promise<WorkId> {
  const { work: id } = await importFile(house, {
    bytes: new TextEncoder().encode(demoStories[story].text),
    fileName: `${story}.txt`,
    accountId,
    penName: { id: penNameId },
    publish: false,
  })
  const [front] = id ? await hydrateWorks(house.db, [id]) : []
  if (!front) throw new Error(`the demo's story ${story} could not be read`)
  const choices = await readChoices(house.db)
  const lines = await listDeskChapters(house.db, front.id)
  const typed = correct(typedFrom(front, choices, placesOf(lines)), demoStories[story])
  const wrong = {}
  const input = parseWork(typed, choices, wrong, lines.length, front)
  if (!input) throw new Error(`the demo's story ${story} is not right: ${JSON.stringify(wrong)}`)
  await house.write((tx) => editWork(tx, house, actor, { id: front.id, input }))
  const { kind } = await house.write((tx) => publishWork(tx, house, actor, front.id))
  if (kind !== 'published') throw new Error(`the demo's story ${story} is ${kind}`)
  return front.id
}

/** What no file says: which warnings give the plot away, how many chapters are planned, whether counts are shown. */
function correct(typed: TypedWork, { spoilers, planned, countsShown }: DemoStory): TypedWork {
  const warnings = typed.warnings.map((one) => ({ ...one, spoiler: spoilers.includes(one.code) }))
  return { ...typed, warnings, planned, countsShown }
}
