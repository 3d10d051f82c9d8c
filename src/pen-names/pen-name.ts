import type { Prose } from '#prose/prose.ts'
import type { PenNameId } from '#shared/ids.ts'
import { foldConfusables } from './confusable.ts'

/** The public identity, as everybody sees it. Nothing in it leads to an account or to another pen name. */
export type PenName = { id: PenNameId; name: string; about: Prose }

export const penNameLimits = { name: 60, about: 5000, newInOneDay: 20 } as const

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Controls, line separators, noncharacters, private use, and what turns the direction of text around. */
const refused =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u

export type NameProblem = 'empty' | 'too-long' | 'signs'

/** A name as it is kept (NFC, single spaces), or what is wrong with it. Also for the names that guests give. */
export function parsePenName(
  typed: string,
): { kind: 'name'; name: string } | { kind: 'problem'; problem: NameProblem } {
  const name = typed
    .normalize('NFC')
    .replace(/[ \t\u00a0\u3000]+/g, ' ')
    .trim()
  if (name.length > penNameLimits.name * 40) return { kind: 'problem', problem: 'too-long' }
  if (refused.test(name)) return { kind: 'problem', problem: 'signs' }
  // At least one thing that can be seen: joiners, fillers and marks alone show nothing.
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name.replace(/[\u115f\u1160\u3164\uffa0\u2800]/g, ''))) {
    return { kind: 'problem', problem: 'empty' }
  }
  if ([...characters.segment(name)].length > penNameLimits.name) {
    return { kind: 'problem', problem: 'too-long' }
  }
  return { kind: 'name', name }
}

/** Two pen names with the same key would be taken for each other: only one may be there. */
export function penNameKey(name: string): string {
  return foldConfusables(name)
}
