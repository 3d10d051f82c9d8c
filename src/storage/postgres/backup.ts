/** Writes the database as one SQLite file of the same schema. */
export async function backupPostgres(
  _url: string,
  _file: string,
  _progress?: (share: number) => void,
): Promise<void> {
  throw new Error('not yet')
}
