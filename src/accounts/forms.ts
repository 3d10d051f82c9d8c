import * as v from 'valibot'
import { type NameProblem, parsePenName } from '#pen-names/pen-name.ts'
import { isChecked, text } from '#web/body.ts'
import type { FieldErrors } from '#web/form-parts.ts'
import { say } from '#web/messages/say.ts'
import { parseEmail } from './account.ts'
import { passwordProblem } from './passwords.ts'

/** What came of a form: its values, or what is wrong by field. What was typed stays with the caller. */
export type Parsed<Value> = { kind: 'good'; value: Value } | { kind: 'wrong'; errors: FieldErrors }

const email = v.pipe(
  v.string(),
  v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseEmail(dataset.value)
    if (parsed !== null) return parsed
    addIssue({ message: say('accounts.wrong.email') })
    return NEVER
  }),
)

const newPassword = v.pipe(
  v.string(),
  v.rawCheck<string>(({ dataset, addIssue }) => {
    const problem = dataset.typed ? passwordProblem(dataset.value) : null
    if (problem) addIssue({ message: say(`accounts.wrong.password.${problem}`) })
  }),
)

const penName = v.pipe(
  v.string(),
  v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
    const parsed = parsePenName(dataset.value)
    if (parsed.kind === 'name') return parsed.name
    addIssue({ message: say(`penNames.wrong.${parsed.problem satisfies NameProblem}`) })
    return NEVER
  }),
)

const signUpSchema = v.object({ email, password: newPassword, pen_name: penName })
export type SignUp = v.InferOutput<typeof signUpSchema>
const newPasswordSchema = v.object({ password: newPassword })
const newEmailSchema = v.object({ email })

/** What stands in the fields of signing up again when it comes back; never the password. */
export type SignUpTyped = { email: string; penName: string }

export function readSignUp(form: FormData): Parsed<SignUp> & { typed: SignUpTyped } {
  const fields = {
    email: text(form, 'email'),
    password: text(form, 'password'),
    pen_name: text(form, 'pen_name'),
  }
  return {
    ...parse(signUpSchema, fields),
    typed: { email: fields.email.slice(0, 300), penName: fields.pen_name.slice(0, 300) },
  }
}

/** Signing in tells nothing about the form of an address: whatever does not fit simply does not belong together. */
export function readSignIn(form: FormData): { email: string; password: string; back: string } {
  return {
    email: text(form, 'email').slice(0, 300).trim(),
    password: text(form, 'password'),
    back: text(form, 'back').slice(0, 1000),
  }
}

export function readNewPassword(form: FormData): Parsed<{ password: string }> {
  return parse(newPasswordSchema, { password: text(form, 'password') })
}

export function readNewEmail(form: FormData): Parsed<{ email: string }> {
  return parse(newEmailSchema, { email: text(form, 'email') })
}

export function readMailWanted(form: FormData): boolean {
  return isChecked(form, 'mail_wanted')
}

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  fields: Record<string, string>,
): Parsed<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, fields)
  if (parsed.success) return { kind: 'good', value: parsed.output }
  const errors: Record<string, string> = {}
  for (const issue of parsed.issues) errors[v.getDotPath(issue) ?? ''] ??= issue.message
  return { kind: 'wrong', errors }
}
