const tag = (names: string) => `</?(?:${names})(?:\\s[^<>]{0,2000})?/?>`
const structure = 'p|div|br|li'
const anyStructure = new RegExp(tag(structure), 'gi')
const breaks = new RegExp(tag('br'), 'gi')
/** Such a tag at the beginning or the end of a line parts it from others. */
const atEdge = new RegExp(`^[ \\t]*${tag(structure)}|${tag(structure)}[ \\t]*$`, 'gim')
const document = /<(?:!doctype\s+html|html|head|body)[\s>]/i

/** A few tags among many paragraphs are not what parts the text: at most one in so many. */
const fewOf = 3

/**
 * A text whose paragraphs are parted by blank lines, and in which a few tags that could part them stand astray ("he typed
 * <div> into the box"; a lone <br>). Given back as a text by lines: a break is a line end, a tag round a line is left
 * out, one inside a line is to be read as it stands; once as plain text and once as HTML. Null for a text that is parted by its markup,
 * and for one without such tags. Takes time in proportion to the length.
 */
export function withoutStrayMarkup(text: string): { plain: string; html: string } | null {
  const stray = text.match(anyStructure)?.length ?? 0
  if (stray === 0 || document.test(text.slice(0, 4096))) return null
  const paragraphs = text.split(/\n[ \t]*\n\s*/)
  const inside = text.replace(atEdge, '').match(anyStructure)?.length ?? 0
  const isAstray = stray === inside && paragraphs.length > stray
  const marked = paragraphs.filter((one) => one.search(anyStructure) >= 0).length
  if (!isAstray && marked * fewOf >= paragraphs.length) return null
  const plain = text.replace(breaks, '\n').replace(atEdge, '')
  const html = plain.replace(anyStructure, (one) =>
    one.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  )
  return { plain, html }
}
