import { execFileSync } from 'node:child_process'
import { chromium, type Browser } from 'playwright-core'

/** A headless Chromium: the one that `script/test` found, else the one that `script/find-browser` finds. */
export function launchBrowser(): Promise<Browser> {
  const script = new URL('../../script/find-browser', import.meta.url).pathname
  const found =
    process.env['TWEED_CHROMIUM'] ?? execFileSync('bash', [script], { encoding: 'utf8' }).trim()
  return chromium.launch({
    executablePath: found,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
