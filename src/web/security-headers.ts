import type { Config } from '#config/config.ts'

/**
 * What every response says. Nothing inline, nothing from elsewhere, in no frame (Content Security Policy Level 3).
 * No nonces: pages are shared by many readers.
 */
export function securityHeaders(config: Config): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
    ...(config.secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}
