/**
 * Keeps what is typed into a form until it was taken: over a reload, a way back, a session that ended meanwhile.
 * Kept in this tab alone, by the address that the form goes to. Passwords and hidden fields are not looked at.
 */
export function start(): void {
  try {
    const has = (selector: string) => document.querySelector(selector) !== null
    const forms = [...document.querySelectorAll<HTMLFormElement>('[data-keep-form]')]
    settle(sessionStorage, {
      refused: has('[type=password],.page--error'),
      unsaved: has('.error-summary,.preview-bar'),
    })
    forms.forEach(attach)
  } catch {
    // A browser that allows no storage keeps nothing.
  }
}

type Kept = { lost?: boolean; fields: Record<string, string> }
type Field = HTMLInputElement | HTMLTextAreaElement
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

function attach(form: HTMLFormElement): void {
  const key = new URL(form.action).pathname
  const fields = [...form.querySelectorAll<Field>('textarea,[type=text],[type=email]')].filter(
    (field) => !field.closest('.hp'),
  )
  const kept = read(sessionStorage, key)
  // Proves to the archive that a form which is sent again comes from here.
  const nonce = form.querySelector<HTMLInputElement>('[data-nonce]')
  if (nonce && !nonce.value) nonce.value = crypto.getRandomValues(new Uint32Array(5)).join('.')
  for (const field of fields) {
    const text = kept?.fields[field.name]
    if (text && (kept.lost || !field.value)) field.value = text
  }
  const keep = () => {
    write(sessionStorage, key, {
      fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    })
  }
  let typed = false
  form.addEventListener('input', () => {
    if (!typed) setTimeout(() => (keep(), (typed = false)), 500)
    typed = true
  })
  addEventListener('pagehide', () => typed && keep())
  form.addEventListener('submit', () => {
    keep()
    write(sessionStorage, 'sent', key)
  })
}

/** What came of a form that was sent: forgotten when it was taken, marked as lost when it was refused unread. */
export function settle(store: Store, page: { refused: boolean; unsaved: boolean }): void {
  const key = read<string>(store, 'sent')
  const kept = key && read(store, key)
  store.removeItem('sent')
  if (!kept) return
  if (page.refused) write(store, key, { ...kept, lost: true })
  else if (!page.unsaved) store.removeItem(key)
}

function read<T = Kept>(store: Store, key: string): T | null {
  return JSON.parse(store.getItem(key) ?? 'null') as T | null
}

/** A text that is too long for the store is not kept. */
function write(store: Store, key: string, value: unknown): void {
  try {
    store.setItem(key, JSON.stringify(value))
  } catch {
    store.removeItem(key)
  }
}
