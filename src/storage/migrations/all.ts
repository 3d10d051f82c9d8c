import { accounts } from './0001-accounts.ts'
import { works } from './0002-works.ts'
import { talking } from './0003-talking.ts'
import { operating } from './0004-operating.ts'
import { warningKinds } from './0005-warning-kinds.ts'
import { changeLog } from './0006-change-log.ts'
import { commentRoots } from './0007-comment-roots.ts'
import { workChanges } from './0008-work-changes.ts'
import { days } from './0009-days.ts'
import { references } from './0010-references.ts'
import { finding } from './0011-finding.ts'
import { readers } from './0012-readers.ts'
import { oneOrder } from './0013-one-order.ts'
import type { Migration } from './migration.ts'

/** Every migration in order. Only ever appended to. */
export const migrations: readonly Migration[] = [
  accounts,
  works,
  talking,
  operating,
  warningKinds,
  changeLog,
  commentRoots,
  workChanges,
  days,
  references,
  finding,
  readers,
  oneOrder,
]
