import { instant, systemClock } from '#shared/clock.ts'

/** The name under which a restore keeps what was there: `before-restore-20261123T122410123Z.tweed`. */
export function keptName(): string {
  return `before-restore-${instant(systemClock()).replace(/[-:.]/g, '')}.tweed`
}
