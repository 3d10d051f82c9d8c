import type { Browser, BrowserContext, Page } from 'playwright-core'
import { allowedTags } from '#prose/allowed.ts'

/** Pages in which everything that must not happen is noted. */
export type Trap = {
  readonly context: BrowserContext
  /** What happened that must not, oldest first. */
  readonly caught: string[]
  /** Goes to each page, and looks over what stands there. Every answer must be 200. */
  visit(paths: readonly string[]): Promise<void>
  /** Goes to a page that may answer that it is not there. */
  visitAnything(path: string): Promise<void>
  /** Types into the form of a page that posts to `action`, sends it as it is, and looks over the page that comes. */
  send(path: string, action: string, fields: Readonly<Record<string, string>>): Promise<void>
  /** Reads a feed and shows all its markup as a careless reader of feeds would: as a part of a page. */
  readFeed(path: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a browser's context that notes calls of what published vectors call, dialogs, violations of the policy, failing
 * scripts, new windows, frames and requests that leave `url`. `bypassCSP` takes the policy away, so that it is not what
 * saves a page.
 */
export async function openTrap(
  browser: Browser,
  url: string,
  { bypassCSP, cookies }: { bypassCSP: boolean; cookies: ReadonlyMap<string, string> },
): Promise<Trap> {
  const caught: string[] = []
  const context = await browser.newContext({ bypassCSP, baseURL: url })
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })))
  await context.exposeFunction('caughtScript', (what: string) => {
    caught.push(what)
  })
  await context.addInitScript(setTraps)
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) caught.push(`asked for ${request.url()}`)
  })
  context.on('response', (answer) => {
    if (answer.status() >= 500) caught.push(`${answer.url()} answered ${answer.status()}`)
  })
  context.on('page', (opened) => watch(opened, caught))
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const allowed = [...allowedTags('chapter')]
  const lookOver = async (path: string) => {
    const wrong = await page.evaluate(findWrong, allowed)
    caught.push(...wrong.map((one) => `${path}: ${one}`))
  }
  return {
    context,
    caught,
    async visit(paths) {
      for (const path of paths) {
        const answer = await page.goto(path)
        if (answer?.status() !== 200) caught.push(`${path} answered ${answer?.status()}`)
        await lookOver(path)
      }
    },
    async visitAnything(path) {
      await page.goto(path)
      await lookOver(path)
    },
    async send(path, action, fields) {
      await page.goto(path)
      await Promise.all([page.waitForEvent('load'), page.evaluate(sendForm, { action, fields })])
      await lookOver(`${path}, sent`)
    },
    async readFeed(path) {
      await page.goto('/about')
      const entries = await page.evaluate(showFeed, path)
      if (entries === 0) caught.push(`${path} has no entries`)
      await lookOver(path)
    },
    close: () => context.close(),
  }
}

function watch(page: Page, caught: string[]): void {
  page.on('dialog', (dialog) => {
    caught.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => caught.push(`a window ${popup.url()}`))
  page.on('frameattached', () => caught.push(`a frame in ${page.url()}`))
  page.on('pageerror', (error) => caught.push(`a script failed: ${error.message}`))
  page.on('download', (download) => caught.push(`a download ${download.url()}`))
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) caught.push(message.text())
  })
}

/** Runs in each document before anything else. */
function setTraps(): void {
  const caughtScript = (what: string) => {
    const tell = (top as unknown as { caughtScript?: (what: string) => void } | null)?.caughtScript
    tell?.(`${what} in ${location.href}`)
  }
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'msgbox']) {
    Object.defineProperty(window, name, {
      value: (said: unknown) => caughtScript(`${name}(${String(said)}) ran`),
    })
  }
  document.addEventListener('securitypolicyviolation', (event) =>
    caughtScript(`policy ${event.violatedDirective} ${event.blockedURI}`),
  )
}

/** Runs in a page: types and sends, whatever the browser thinks of it. */
function sendForm(typed: { action: string; fields: Readonly<Record<string, string>> }): void {
  const names = Object.keys(typed.fields)
  const form = [...document.forms].find(
    (one) =>
      one.getAttribute('action') === typed.action &&
      names.every((name) => one.elements.namedItem(name)),
  )
  if (!form) throw new Error(`no form posts to ${typed.action}`)
  for (const [name, value] of Object.entries(typed.fields)) {
    const field = form.elements.namedItem(name)
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
      throw new Error(`no field ${name}`)
    field.removeAttribute('maxlength')
    field.value = value
  }
  form.noValidate = true
  form.requestSubmit()
}

/** Runs in a page: puts what a feed's entries hold into it; gives their number. */
async function showFeed(path: string): Promise<number> {
  const answer = await fetch(path)
  const feed = new DOMParser().parseFromString(await answer.text(), 'application/xml')
  if (feed.querySelector('parsererror')) throw new Error(`${path} is no XML`)
  const entries = feed.querySelectorAll('entry')
  for (const one of entries) {
    const shown = document.createElement('div')
    document.querySelector('main')?.append(shown)
    shown.innerHTML = one.querySelector('content')?.textContent ?? ''
    for (const part of shown.children) part.className = 'prose'
  }
  return entries.length
}

/** Runs in a page: what stands in it that may not. `allowed` are the elements of prose. */
function findWrong(allowed: string[]): string[] {
  const wrong: string[] = []
  const runs =
    'iframe,frame,object,embed,applet,base,style,svg,math,template,portal,marquee,video,audio,link[rel~=import],meta[http-equiv]'
  for (const one of document.querySelectorAll(runs)) wrong.push(`<${one.localName}>`)
  for (const one of document.scripts) {
    const { pathname, origin } = new URL(one.src || 'about:blank', location.href)
    if (origin !== location.origin || !pathname.startsWith('/assets/')) wrong.push(one.outerHTML)
  }
  for (const one of document.querySelectorAll('*')) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith('on') || name === 'style' || name === 'srcdoc' || name === 'ping')
        wrong.push(`${one.localName} ${name}=${value}`)
      const address = ['href', 'src', 'action', 'formaction', 'cite', 'background'].includes(name)
      if (address) {
        // As the browser reads it.
        const { protocol } = URL.canParse(value, location.href)
          ? new URL(value, location.href)
          : { protocol: 'https:' }
        if (!/^(?:https?|mailto):$/.test(protocol)) wrong.push(`${one.localName} ${name}=${value}`)
      }
    }
  }
  for (const one of document.querySelectorAll('.prose *')) {
    if (one.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !allowed.includes(one.localName))
      wrong.push(`<${one.localName}> in prose`)
    for (const { name, value } of one.attributes) {
      const known =
        'dir lang class href rel title src alt start reversed colspan rowspan scope open'
      if (!known.split(' ').includes(name)) wrong.push(`${name} on <${one.localName}> in prose`)
      if (name === 'src' && !/^\/images\/[\w-]+(?:[./][\w.-]+)*$/.test(value))
        wrong.push(`src ${value} in prose`)
    }
    const { position, zIndex } = getComputedStyle(one)
    if (position === 'fixed' || position === 'sticky' || Number(zIndex) > 0)
      wrong.push(`<${one.localName}> leaves its box`)
  }
  if (!document.querySelector('main#main') || !document.querySelector('footer.site-footer'))
    wrong.push('the frame of the page is gone')
  return wrong
}
