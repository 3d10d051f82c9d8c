/** Whether the engine refused a row because its key is there already. */
export function isTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  const extended = 'errcode' in error ? Number(error.errcode) : 0
  // PostgreSQL unique_violation; SQLite's SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY.
  return code === '23505' || extended === 2067 || extended === 1555
}
