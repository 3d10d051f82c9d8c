import type { PenNameId } from '#shared/ids.ts'
import { urls } from '#urls.ts'
import type { TestHouse } from './house.ts'

/** Adds a pen name to the account of somebody signed in, by the form. */
export async function addPenName(
  house: TestHouse,
  who: ReturnType<TestHouse['visitor']>,
  name: string,
): Promise<PenNameId> {
  const page = await who.get(urls.accountPenNames())
  await page.form(urls.accountPenNames()).fill({ name }).send()
  const row = await house.db
    .selectFrom('pen_name')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.id
}
