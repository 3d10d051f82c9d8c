import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Signs and checks with the archive's secret. Each purpose has signatures of its own. */
export type Keys = {
  sign(purpose: string, text: string): string
  isSigned(purpose: string, text: string, signature: string): boolean
}

export function makeKeys(secret: string): Keys {
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('base64url').slice(0, 32)
  return {
    sign,
    isSigned(purpose, text, signature) {
      const right = Buffer.from(sign(purpose, text))
      const given = Buffer.from(signature)
      return right.length === given.length && timingSafeEqual(right, given)
    },
  }
}

/** How secrets are stored: SHA-256, base64url. For random secrets of at least 100 bits; passwords have argon2id. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
