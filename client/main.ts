// Nothing here is needed to read or to speak: each module makes better what works without it, and is fetched
// only by a page that has a use for it, when it has.
type Module = { start(): void }

const use = (selector: string, load: () => Promise<Module>) => {
  if (document.querySelector(selector)) void load().then(({ start }) => start())
}

use('head [rel=prev],head [rel=next]', () => import('./shortcuts.ts'))
use('[data-copy]', () => import('./copy.ts'))
use('[data-suggest]', () => import('./combobox.ts'))
use(wasSent() ? 'body' : '[data-keep-form]', () => import('./keep-form.ts'))
addEventListener(
  'focusin',
  () => {
    use('[data-count-for]', () => import('./counter.ts'))
    use('[data-challenge]', () => import('./prove-work.ts'))
  },
  { once: true },
)

/** Whether this page may be the answer to a form that was kept. */
function wasSent(): boolean {
  try {
    return 'sent' in sessionStorage
  } catch {
    return false
  }
}
