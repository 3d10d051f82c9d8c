import { sha256 } from './secure-hash.ts'

/**
 * Spends a moment of the reader's own machine so that a guest's words need not wait for approval (ALTCHA, SHA-256).
 * Begins when the page is first touched. Where it can't be done the form goes as it is.
 */
export function start(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-challenge]')) attach(form)
}

const minute = 60_000

function attach(form: HTMLFormElement): void {
  let proof: Promise<string> | null = null
  let begun = 0
  let ready = ''
  const begin = () => {
    // A challenge holds for twenty minutes, and a proof for one comment.
    if (proof && Date.now() - begun < 15 * minute) return proof
    begun = Date.now()
    proof = fetch(form.dataset.challenge ?? '')
      .then((answer) => answer.json())
      .then((challenge) => solve(challenge as Challenge))
      .catch(() => '')
    return proof
  }
  void begin()
  form.addEventListener('submit', (event) => {
    if (ready) return
    event.preventDefault()
    if (form.ariaBusy) return
    form.ariaBusy = 'true'
    void begin().then((found) => {
      ready = found || '-'
      form.requestSubmit(event.submitter)
    })
  })
  form.addEventListener('formdata', ({ formData }) => formData.set('altcha', ready))
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    proof = form.ariaBusy = null
    ready = ''
  })
}

type Challenge = {
  algorithm: string
  challenge: string
  maxnumber?: number
  salt: string
  signature: string
}

/** Finds the number whose hash behind the salt is the challenge; '' when there is none. Lets the page breathe. */
export async function solve(asked: Challenge): Promise<string> {
  const { algorithm, challenge, maxnumber = 100_000, salt, signature } = asked
  for (let number = 0; algorithm === 'SHA-256' && number <= maxnumber; number++) {
    if (sha256(salt + number) === challenge) {
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }))
    }
    if (number % 2000 === 0) await new Promise((next) => setTimeout(next))
  }
  return ''
}
