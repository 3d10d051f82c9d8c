import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { BadConfig } from '#shared/errors.ts'
import { settings, type SettingName } from './settings.ts'

/** What is in force from start to stop. */
export type Config = {
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  /** Scheme, host and port as readers see them, without a slash at the end. */
  readonly origin: string
  readonly secure: boolean
  readonly place:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string }
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly trustedProxies: number
}

type Environment = Readonly<Record<string, string | undefined>>

/** Parses the environment. Throws `BadConfig` with a sentence that names the variable. */
export function parseConfig(environment: Environment): Config {
  const read = (name: SettingName): string => {
    const otherwise = settings.find((setting) => setting.name === name)?.otherwise ?? ''
    return environment[name]?.trim() || otherwise
  }
  refuseUnknown(environment)
  const dataFolder = resolve(read('TWEED_DATA'))
  const host = read('TWEED_HOST')
  if (!isIP(host) && !isHostName(host)) {
    throw new BadConfig(`TWEED_HOST must be an address or a host name, not “${host}”.`)
  }
  const port = whole('TWEED_PORT', read('TWEED_PORT'), 0, 65_535)
  const origin = parseOrigin(environment['TWEED_URL']?.trim() ?? '', host, port)
  const databaseUrl = read('TWEED_DATABASE_URL')
  if (databaseUrl) {
    const url = requireUrl('TWEED_DATABASE_URL', databaseUrl, ['postgres:', 'postgresql:'])
    refuseFragment('TWEED_DATABASE_URL', url)
  }
  const smtpUrl = read('TWEED_SMTP_URL')
  if (smtpUrl) requireMailServer(smtpUrl)
  const mailFrom = read('TWEED_MAIL_FROM')
  if (!isSender(mailFrom)) {
    throw new BadConfig(
      `TWEED_MAIL_FROM must be one e-mail address, alone or as “Name <address>”, not “${mailFrom}”.`,
    )
  }
  return Object.freeze({
    dataFolder,
    host,
    port,
    origin,
    secure: origin.startsWith('https:'),
    place: databaseUrl
      ? { kind: 'postgres' as const, url: databaseUrl }
      : { kind: 'sqlite' as const, file: join(dataFolder, 'tweed.db') },
    smtpUrl: smtpUrl || null,
    mailFrom,
    trustedProxies: whole('TWEED_TRUSTED_PROXIES', read('TWEED_TRUSTED_PROXIES'), 0, 10),
  })
}

/** The configuration of this process. */
export function readConfig(): Config {
  return parseConfig(process.env)
}

/** Every setting with the value in force; secrets are masked, and whether it was set. */
export function describeConfig(
  environment: Environment = process.env,
): { name: string; value: string; set: boolean; says: string }[] {
  const config = parseConfig(environment)
  const inForce: Record<SettingName, string> = {
    TWEED_DATA: config.dataFolder,
    TWEED_HOST: config.host,
    TWEED_PORT: String(config.port),
    TWEED_URL: config.origin,
    TWEED_DATABASE_URL: config.place.kind === 'postgres' ? mask(config.place.url) : '',
    TWEED_SMTP_URL: config.smtpUrl ? mask(config.smtpUrl) : '',
    TWEED_MAIL_FROM: config.mailFrom,
    TWEED_TRUSTED_PROXIES: String(config.trustedProxies),
  }
  return settings.map(({ name, says }) => ({
    name,
    value: inForce[name],
    set: Boolean(environment[name]?.trim()),
    says,
  }))
}

/** The address with its password, and anything else that may be one, taken out. */
function mask(address: string): string {
  const { protocol, username, password, host, pathname, search } = new URL(address)
  const user = username || password ? `${username}${password ? ':…' : ''}@` : ''
  return `${protocol}//${user}${host}${pathname === '/' ? '' : pathname}${search ? '?…' : ''}`
}

function isHostName(text: string): boolean {
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
  return text.length <= 253 && new RegExp(`^${label}(?:\\.${label})*$`, 'i').test(text)
}

/** `name@host`, or `Any words <name@host>`, on one line. */
function isSender(text: string): boolean {
  const address = /^(?:[^\p{Cc}<>"]*|"[^\p{Cc}<>"]*" *)<([^<>]*)>$/u.exec(text)?.[1] ?? text
  return /^[^\s\p{C}@<>(),:;"[\]\\]+@[^\s\p{C}@<>(),:;"[\]\\]+$/u.test(address)
}

/** Scheme, name, password, host and port: anything more is a password whose signs were not written as %XX. */
function requireMailServer(text: string): void {
  const url = requireUrl('TWEED_SMTP_URL', text, ['smtp:', 'smtps:'])
  refuseFragment('TWEED_SMTP_URL', url)
  if (!url.hostname) throw new BadConfig('TWEED_SMTP_URL must name a host, as smtp://host:port.')
  if (!/^\/?$/.test(url.pathname)) {
    throw new BadConfig(
      'TWEED_SMTP_URL must end after host and port; a / in its password is written %2F.',
    )
  }
}

function refuseFragment(name: SettingName, url: URL): void {
  if (url.hash) throw new BadConfig(`${name} may hold no #; one in its password is written %23.`)
}

function refuseUnknown(environment: Environment): void {
  const known = new Set<string>(settings.map(({ name }) => name))
  for (const name of Object.keys(environment)) {
    // Tests and the launcher have names of their own.
    if (!name.startsWith('TWEED_') || /^TWEED_(TEST|BENCH|CHROMIUM)/.test(name)) continue
    if (!known.has(name)) {
      throw new BadConfig(`${name} is no setting of Tweed; \`tweed config\` lists them all.`)
    }
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new BadConfig(`${name} must be a whole number from ${least} to ${most}, not “${text}”.`)
  }
  return number
}

function parseOrigin(text: string, host: string, port: number): string {
  if (!text) {
    const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
    return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
  }
  const url = requireUrl('TWEED_URL', text, ['http:', 'https:'])
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    throw new BadConfig(`TWEED_URL must be scheme and host alone, such as https://archive.example.`)
  }
  return url.origin
}

function requireUrl(name: string, text: string, schemes: readonly string[]): URL {
  const url = URL.parse(text)
  if (!url || !schemes.includes(url.protocol)) {
    const wanted = schemes.map((scheme) => `${scheme}//…`).join(' or ')
    throw new BadConfig(`${name} must be an address of the form ${wanted}.`)
  }
  return url
}
