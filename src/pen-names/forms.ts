import * as v from 'valibot'
import { countCharacters } from '#prose/count.ts'
import { fromInput } from '#prose/plain-text.ts'
import type { Prose } from '#prose/prose.ts'
import { text } from '#web/body.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { parsePenName, penNameLimits } from './pen-name.ts'

const schema = v.object({
  name: v.pipe(
    v.string(),
    v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
      const parsed = parsePenName(dataset.value)
      if (parsed.kind === 'name') return parsed.name
      addIssue({ message: say(`penNames.wrong.${parsed.problem}`) })
      return NEVER
    }),
  ),
  about: v.pipe(
    v.string(),
    v.check((about) => countCharacters(about) <= penNameLimits.about, say('penNames.wrong.about')),
  ),
})

export type PenNameForm = { typed: { name: string; about: string } } & (
  | { kind: 'good'; name: string; about: Prose }
  | { kind: 'wrong'; errors: FieldErrors }
)

/** Reads the form of a pen name, new or edited. */
export function readPenNameForm(form: FormData): PenNameForm {
  const typed = { name: text(form, 'name'), about: text(form, 'about') }
  const parsed = v.safeParse(schema, typed)
  if (parsed.success) {
    const { name, about } = parsed.output
    return { kind: 'good', typed, name, about: fromInput(about, 'note') }
  }
  const errors: Record<string, string> = {}
  for (const issue of parsed.issues) errors[v.getDotPath(issue) ?? ''] ??= issue.message
  return { kind: 'wrong', typed: { ...typed, name: typed.name.slice(0, 300) }, errors }
}
