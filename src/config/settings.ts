/** Every setting of the environment: the one table that parser, `tweed config` and README are held against. */
export type Setting = {
  name: `TWEED_${string}`
  /** What holds when it is not set. */
  otherwise: string
  says: string
  secret?: true
}

export const settings = [
  { name: 'TWEED_DATA', otherwise: './data', says: 'the folder that holds the archive' },
  { name: 'TWEED_HOST', otherwise: '127.0.0.1', says: 'the address to listen on' },
  { name: 'TWEED_PORT', otherwise: '8080', says: 'the port to listen on' },
  {
    name: 'TWEED_URL',
    otherwise: 'http://HOST:PORT',
    says: 'the address that readers use, without a slash at the end; behind https, cookies become Secure',
  },
  {
    name: 'TWEED_DATABASE_URL',
    otherwise: '',
    says: 'a PostgreSQL database (postgres://user:password@host/name) instead of the file in the data folder',
    secret: true,
  },
  {
    name: 'TWEED_SMTP_URL',
    otherwise: '',
    says: 'the mail server (smtp:// or smtps://user:password@host:port); without it mails are written to the outbox folder',
    secret: true,
  },
  {
    name: 'TWEED_MAIL_FROM',
    otherwise: 'tweed@localhost',
    says: 'the sender of the mails',
  },
  {
    name: 'TWEED_TRUSTED_PROXIES',
    otherwise: '0',
    says: 'how many proxies stand in front and add to X-Forwarded-For',
  },
] as const satisfies readonly Setting[]

export type SettingName = (typeof settings)[number]['name']
