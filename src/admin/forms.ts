import * as v from 'valibot'
import { isLongerThan } from '#prose/count.ts'
import { siteLimits, type SiteSettings, siteSettingsSchema } from '#storage/site-settings.ts'
import { isChecked, text } from '#web/body.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import type { Kind, Step } from './scale.ts'
import type { KindTyped, StepTyped } from './settings-pages.ts'

/** Rows that stand empty under those that are there. */
const spareRows = 3
const mostRows = 60

type Read<Typed, Value> =
  | { kind: 'good'; typed: Typed; value: Value }
  | { kind: 'wrong'; typed: Typed; errors: FieldErrors }

export function readSettingsForm(form: FormData): Read<SiteSettings, SiteSettings> {
  const typed = {
    name: line(form, 'name'),
    tagline: line(form, 'tagline'),
    about: text(form, 'about').replace(/[\p{Cc}--[\n\t]]/gv, ''),
    signUp: text(form, 'signUp'),
    commentsFrom: text(form, 'commentsFrom'),
    commentsHeld: isChecked(form, 'commentsHeld'),
    proofOfWork: isChecked(form, 'proofOfWork'),
  }
  const parsed = v.safeParse(siteSettingsSchema, typed)
  const errors: Record<string, string> = {}
  for (const field of ['name', 'tagline', 'about'] as const) {
    if (isLongerThan(typed[field], siteLimits[field])) {
      errors[field] = say(`admin.settings.wrong.${field}`)
    }
  }
  if (parsed.success && Object.keys(errors).length === 0) {
    return { kind: 'good', typed: parsed.output, value: parsed.output }
  }
  for (const issue of parsed.issues ?? []) {
    const field = v.getDotPath(issue) ?? ''
    errors[field] =
      field === 'name' || field === 'tagline' || field === 'about'
        ? say(`admin.settings.wrong.${field}`)
        : say('admin.settings.wrong.choice')
  }
  return { kind: 'wrong', typed: typed as SiteSettings, errors }
}

/** The scale as rows to type into, with empty ones after it. */
export function stepRows(steps: readonly (Step & { used: boolean })[]): StepTyped[] {
  const rows = steps.map(({ code, name, least_age, sentence, used }) => ({
    code,
    name,
    age: least_age === null ? '' : String(least_age),
    sentence,
    used,
  }))
  const empty = { code: '', name: '', age: '', sentence: '', used: false }
  return [...rows, ...Array.from({ length: spareRows }, () => ({ ...empty }))]
}

export function readStepsForm(
  form: FormData,
  used: ReadonlySet<string>,
): Read<StepTyped[], Step[]> {
  const typed: StepTyped[] = rowNumbers(form).map((number) => {
    const code = line(form, `code-${number}`)
    return {
      code,
      name: line(form, `name-${number}`),
      age: line(form, `age-${number}`),
      sentence: line(form, `sentence-${number}`),
      used: used.has(code),
    }
  })
  const errors: Record<string, string> = {}
  const steps: Step[] = []
  for (const [at, { code, name, age, sentence }] of typed.entries()) {
    const number = at + 1
    if (!code && !name && !age && !sentence) continue
    const wrong = (field: 'code' | 'name' | 'age' | 'sentence', why: string = field) => {
      errors[`${field}-${number}`] = say(
        `admin.ratings.wrong.${why}` as 'admin.ratings.wrong.code',
        { number },
      )
    }
    if (!/^[A-Za-z0-9+-]{1,12}$/.test(code)) wrong('code')
    if (steps.some((step) => step.code === code)) wrong('code', 'twice')
    if (!name || isLongerThan(name, 60)) wrong('name')
    if (!/^\d{0,3}$/.test(age) || Number(age) > 120) wrong('age')
    if (!sentence || isLongerThan(sentence, 300)) wrong('sentence')
    steps.push({ code, name, least_age: age === '' ? null : Number(age), sentence })
  }
  if (steps.length === 0) errors[''] = say('admin.ratings.wrong.none')
  return Object.keys(errors).length > 0
    ? { kind: 'wrong', typed, errors }
    : { kind: 'good', typed, value: steps }
}

/** The list of warnings as rows to type into, with empty ones after it. */
export function kindRows(kinds: readonly (Kind & { used: boolean })[]): KindTyped[] {
  const empty = { code: '', name: '', used: false }
  return [...kinds, ...Array.from({ length: spareRows }, () => ({ ...empty }))]
}

export function readKindsForm(
  form: FormData,
  used: ReadonlySet<string>,
): Read<KindTyped[], Kind[]> {
  const typed: KindTyped[] = rowNumbers(form).map((number) => {
    const code = line(form, `code-${number}`)
    return { code, name: line(form, `name-${number}`), used: used.has(code) }
  })
  const errors: Record<string, string> = {}
  const kinds: Kind[] = []
  for (const [at, { code, name }] of typed.entries()) {
    const number = at + 1
    if (!code && !name) continue
    if (!/^[a-z0-9-]{1,40}$/.test(code)) {
      errors[`code-${number}`] = say('admin.warnings.wrong.code', { number })
    }
    if (kinds.some((kind) => kind.code === code)) {
      errors[`code-${number}`] = say('admin.warnings.wrong.twice', { number })
    }
    if (!name || isLongerThan(name, 100)) {
      errors[`name-${number}`] = say('admin.warnings.wrong.name', { number })
    }
    kinds.push({ code, name })
  }
  return Object.keys(errors).length > 0
    ? { kind: 'wrong', typed, errors }
    : { kind: 'good', typed, value: kinds }
}

/** The numbers of the rows that the form holds: 1, 2, …. */
function rowNumbers(form: FormData): number[] {
  const numbers: number[] = []
  while (numbers.length < mostRows && form.has(`code-${numbers.length + 1}`)) {
    numbers.push(numbers.length + 1)
  }
  return numbers
}

/** A field of one line: control characters, which no name needs, become spaces. */
function line(form: FormData, name: string): string {
  return text(form, name)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
}
