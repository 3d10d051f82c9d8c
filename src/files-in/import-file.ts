import { createHash } from 'node:crypto'
import { findDefaultDisclaimer } from '#accounts/disclaimers.ts'
import { findOwnPenName } from '#pen-names/reads.ts'
import type { Actor } from '#policy/actor.ts'
import { defaultReading } from '#policy/reading.ts'
import type { Clock } from '#shared/clock.ts'
import { NotFound } from '#shared/errors.ts'
import type { PenNameId, AccountId, WorkId } from '#shared/ids.ts'
import type { Random } from '#shared/random.ts'
import type { Db, Write } from '#storage/db.ts'
import { readSiteSettings } from '#storage/site-settings.ts'
import { urls } from '#urls.ts'
import { publishWork, startWork } from '#works/acts.ts'
import { countText } from '#works/recount.ts'
import { type Composed, composeWork } from './compose.ts'
import { problem } from './problem-words.ts'
import type { Scale } from './propose.ts'
import { readFile, type ReadFile } from './read-file.ts'
import {
  formatRecognised,
  parseRecognised,
  type Problem,
  recognisedForMachines,
} from './recognised.ts'

/** What importing needs: a `House` is enough, and the command line has one too. */
export type ImportNeeds = {
  readonly db: Db
  readonly write: Write
  readonly clock: Clock
  readonly random: Random
  readonly config: { readonly origin: string }
}

export type FileToImport = {
  bytes: Uint8Array
  fileName: string
  /** The account whose work it becomes, and its pen name in the byline. */
  accountId: AccountId
  penName: { id: PenNameId }
  /** Publishes it if nothing stands against it; otherwise it stays a draft, and `problems` says why. */
  publish: boolean
}

/** One line of `tweed import --json`. `work` is null when the file could not be taken. */
export type Imported = {
  file: string
  work: WorkId | null
  /** The published work, or its draft at the desk: absolute. */
  url: string | null
  title: string
  rating: string | null
  /** In words, as readers see them. */
  warnings: string[]
  chapters: number
  words: number
  front_matter: Record<string, unknown>
  problems: { kind: string; message: string; excerpt: string }[]
}

/**
 * Makes a work of a file: reads, recognises, keeps the file untouched, saves a draft and publishes it when asked. A file
 * that can't be taken is an answer with `work: null`. Throws `NotFound` when the pen name is not the account's own.
 */
export async function importFile(needs: ImportNeeds, file: FileToImport): Promise<Imported> {
  const fileName = cleanFileName(file.fileName)
  const read = readFile(file.bytes, fileName)
  if (read.kind === 'refused') return refused(fileName, [problem(read.because)])
  const composed = await compose(needs, file, read)
  if (composed.chapters.every(({ body }) => !body)) {
    const isSaid = composed.problems.some(({ kind }) => kind === 'story-empty')
    return refused(fileName, [...composed.problems, ...(isSaid ? [] : [problem('story-empty')])])
  }
  const { input } = composed
  const chapters = composed.chapters.map((chapter) => ({
    ...chapter,
    counts: countText(chapter.body, input.language),
  }))
  const recognised = formatRecognised(read.front, composed.problems)
  const original = {
    name: fileName,
    mediaType: read.mediaType,
    encoding: read.encoding,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    bytes: file.bytes,
    recognised,
  }
  const actor = actorOf(file.accountId)
  const stops = file.publish ? reasonsAgainst(composed) : []
  const made = await needs.write(async (tx) => {
    const begun = await startWork(tx, needs, actor, { input, chapters, original })
    if (begun.kind === 'not-there') throw new NotFound()
    if (!file.publish || stops.length > 0) return { id: begun.id, published: false }
    const { kind } = await publishWork(tx, needs, actor, begun.id)
    return { id: begun.id, published: kind === 'published' }
  })
  const path = made.published ? urls.work(made.id) : urls.deskRecognised(made.id)
  return {
    file: fileName,
    work: made.id,
    url: needs.config.origin + path,
    title: input.title,
    rating: input.rating,
    warnings: input.warnings.map(({ words }) => words),
    chapters: chapters.length,
    words: chapters.reduce((sum, { counts }) => sum + counts.words, 0),
    front_matter: recognisedForMachines(parseRecognised(recognised)),
    problems: [...composed.problems, ...stops],
  }
}

async function compose(needs: ImportNeeds, file: FileToImport, read: ReadFile): Promise<Composed> {
  const penName = await findOwnPenName(needs.db, file.accountId, file.penName.id)
  if (!penName) throw new NotFound()
  const site = await readSiteSettings(needs.db)
  const composed = composeWork(read.front, { scale: await readScale(needs.db), site, penName })
  if (read.repaired) composed.problems.push(problem('encoding-repaired'))
  const [fandom] = composed.input.tags.fandom
  if (composed.input.disclaimer || fandom === undefined) return composed
  const own = { account: file.accountId, penName: file.penName.id, fandom }
  const body = await findDefaultDisclaimer(needs.db, own)
  if (body === null) return composed
  composed.problems.push(problem('disclaimer-default', fandom))
  return { ...composed, input: { ...composed.input, disclaimer: body } }
}

/** What makes readers see something that its author may not have meant: more than a word to know. */
const stopping = new Set([
  'rating-missing',
  'rating-unknown',
  'warnings-unsaid',
  'warning-unclear',
  'warning-partly',
  'warning-left-out',
  'too-long',
  'note-end-unclear',
  'note-without-label',
  'note-weak-label',
  'title-guessed',
  'address',
  'markup-dropped',
])

/** Why a file just read is not published without a person's look, in sentences. */
function reasonsAgainst({ input, chapters, problems }: Composed): Problem[] {
  const reasons: Problem[] = []
  if (input.title === '') reasons.push(problem('title-missing'))
  if (chapters.every(({ body }) => !body)) reasons.push(problem('text-missing'))
  reasons.push(...problems.filter(({ kind }) => stopping.has(kind)))
  return reasons.map(({ message }) => problem('not-published', message))
}

async function readScale(db: Db): Promise<Scale> {
  const ratings = await db
    .selectFrom('rating')
    .select(['code', 'least_age as leastAge'])
    .orderBy('position')
    .execute()
  const warnings = await db
    .selectFrom('warning_kind')
    .select(['code', 'name'])
    .orderBy('position')
    .execute()
  return { ratings, warnings }
}

function refused(file: string, problems: readonly Problem[]): Imported {
  return {
    file,
    work: null,
    url: null,
    title: '',
    rating: null,
    warnings: [],
    chapters: 0,
    words: 0,
    front_matter: {},
    problems: [...problems],
  }
}

/** The last part of a path, without signs that no name needs; at most 200 characters. */
function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
  return [...clean].slice(-200).join('') || 'file.txt'
}

/** Somebody who does nothing but bring files in: the account alone decides what they may. */
function actorOf(id: AccountId): Actor {
  const account = {
    id,
    role: 'reader',
    sessionHash: '',
    actingPenName: null,
    unseenNotices: 0,
  } as const
  return { account, reading: defaultReading }
}
