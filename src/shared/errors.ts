/** The closed family of refusals. `web/error-pages.ts` turns them into pages, the command line into exit codes. */
export abstract class Refusal extends Error {
  abstract readonly status: 400 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 503
  /** A sentence that anyone may read. */
  readonly sentence: string
  constructor(sentence: string) {
    super(sentence)
    this.sentence = sentence
    this.name = new.target.name
  }
}

/** Not there, or not for this viewer: the two look the same. */
export class NotFound extends Refusal {
  readonly status = 404
  constructor(sentence = 'There is nothing at this address.') {
    super(sentence)
  }
}

export class Denied extends Refusal {
  readonly status = 403
  constructor(sentence = 'You may not do this.') {
    super(sentence)
  }
}

/** Somebody who was signed in is not any more; what they sent is kept for them. */
export class SignedOut extends Refusal {
  readonly status = 403
}

export class BadRequest extends Refusal {
  readonly status = 400
}

/** The address is there, but not for this method; `allowed` are the methods that it takes. */
export class WrongMethod extends Refusal {
  readonly status = 405
  readonly allowed: readonly string[]
  constructor(sentence: string, allowed: readonly string[]) {
    super(sentence)
    this.allowed = allowed
  }
}

/** What was sent is of a kind that is not taken here. */
export class WrongKind extends Refusal {
  readonly status = 415
}

export class TooLarge extends Refusal {
  readonly status = 413
}

/** Too much at once; `retryAfter` in whole seconds. */
export class TooMany extends Refusal {
  readonly status = 429
  readonly retryAfter: number
  constructor(sentence: string, retryAfter: number) {
    super(sentence)
    this.retryAfter = Math.max(1, Math.ceil(retryAfter))
  }
}

/** Throws `NotFound`; an expression, so that it can stand after `??`. */
export function notFound(): never {
  throw new NotFound()
}

/** Configuration that can't be used; its message names the variable. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig'
}
