import type { TagId } from '#shared/ids.ts'
import type { House } from '#web/house.ts'
import { say } from '#web/messages/say.ts'
import { readTagNames } from './tag-reads.ts'
import type { Done } from './wrangle.ts'

export const isId = (text: string): text is TagId => /^[0-9a-z]{16}$/.test(text)

/** Why tasks were refused, each under the name of its tag. */
export async function sentencesOf(house: House, result: Done | undefined): Promise<string[]> {
  if (!result) return []
  const names = await readTagNames(
    house.db,
    result.refused.map(({ tag }) => tag),
  )
  return result.refused.map(({ tag, because }) =>
    say('wrangling.not', {
      name: because === 'not-yours' ? '…' : (names.get(tag)?.name ?? '…'),
      why: say(`wrangling.because.${because}`),
    }),
  )
}
