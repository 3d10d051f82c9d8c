import { randomBytes } from 'node:crypto'

/** The only source of chance. Gives `length` unpredictable bytes. */
export type Random = (length: number) => Uint8Array

export const systemRandom: Random = (length) => randomBytes(length)
