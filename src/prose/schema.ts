import type { Schema } from 'hast-util-sanitize'
import { allowedTags, classNames, remoteImageClass, remoteImageRel } from './allowed.ts'
import type { ProseKind } from './prose.ts'

const anywhere = ['dir', 'lang']

/** The gate behind the shaping, for hast-util-sanitize: nothing passes that is not named here. */
function schemaFor(kind: ProseKind): Schema {
  const tagNames = [...allowedTags(kind)]
  const attributes: NonNullable<Schema['attributes']> = {
    '*': [...anywhere, ['className', ...classNames]],
    a: ['href', ['rel', ...remoteImageRel], ['className', remoteImageClass]],
    abbr: ['title'],
    dfn: ['title'],
    img: ['src', 'alt'],
    ol: ['start', 'reversed'],
    td: ['colSpan', 'rowSpan'],
    th: ['colSpan', 'rowSpan', 'scope'],
    details: ['open'],
  }
  return {
    tagNames,
    attributes,
    protocols: { href: ['http', 'https', 'mailto'], src: [] },
    ancestors: {},
    required: {},
    clobber: [],
    strip: ['script', 'style'],
    allowComments: false,
    allowDoctypes: false,
  }
}

export const schemas: Record<ProseKind, Schema> = {
  chapter: schemaFor('chapter'),
  note: schemaFor('note'),
  summary: schemaFor('summary'),
  comment: schemaFor('comment'),
}
