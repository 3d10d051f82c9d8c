/** A file that can't be written as a backup or put back; its message is one sentence for the person who named it. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive'
}

/** The archive's own rows could not be copied whole: it is damaged itself. */
export class DamagedCopy extends BadArchive {}
