import type { PenNameId } from '#shared/ids.ts'
import type { TagState } from './tag-state.ts'

export const acts = [
  'canonical',
  'synonym',
  'split-off',
  'left-as-is',
  'look-again',
  'kind',
  'parents',
  'undo',
] as const
export type Act = (typeof acts)[number]

/** What stands in `wrangling.before` and `.after`: the tags that an act changed, and the pen name that it was done under. */
export type Logged = { readonly by: PenNameId | null; readonly tags: readonly TagState[] }

export const formatLogged = (logged: Logged) => JSON.stringify(logged)
export const parseLogged = (text: string) => JSON.parse(text) as Logged
