import type { Properties } from 'hast'
import { gather } from './paragraphs.ts'
import type { ProseKind } from './prose.ts'
import { is, isBlock, type Node } from './tree.ts'

/** Where in the new tree we are. */
export type Place = {
  kind: ProseKind
  allowed: ReadonlySet<string>
  /** Line ends in loose text are mere white space. */
  spaced: boolean
  /** Inside a line of text, where no block may stand. */
  line: boolean
  preformatted: boolean
  figure: boolean
  /** Images met inside a link, to be shown behind it; null outside links. */
  behindLink: Node[] | null
  /** The inline elements that are open. */
  marks: readonly string[]
  /** How many containers are open. */
  containers: number
  /** Counts elements that are repeated for each line; throws `Tangled` when it is spent. */
  spend: () => void
  /** Rewrites what stands inside: inline nodes and blocks, mixed. */
  rewrite: (nodes: readonly Node[], at: Place) => Node[]
}

/** Reads nodes as a sequence of blocks, unsettled; `properties` go to every block that has none. */
export function flow(nodes: readonly Node[], at: Place, properties: Properties): Node[] {
  const blocks = gather(at.rewrite(nodes, { ...at, line: false }), {})
  if (Object.keys(properties).length > 0) {
    for (const block of blocks) {
      if (block.type === 'element' && isBlock(block) && !is(block, 'x-empty') && !is(block, 'hr')) {
        block.properties = inherit(properties, block.properties)
      }
    }
  }
  return blocks
}

/** What the block says itself goes before what was said around it; always in the same order. */
function inherit(outer: Properties, own: Properties): Properties {
  const { dir, lang, className, ...rest } = { ...outer, ...own }
  const out: Properties = {}
  if (dir !== undefined) out['dir'] = dir
  if (lang !== undefined) out['lang'] = lang
  if (className !== undefined) out['className'] = className
  return { ...out, ...rest }
}

/** Reads nodes as one line of text; borders of blocks become spaces. */
export function lineOf(nodes: readonly Node[], at: Place): Node[] {
  return at.rewrite(nodes, { ...at, line: true, spaced: true })
}
