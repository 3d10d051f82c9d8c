import { toHtml } from 'hast-util-to-html'
import { type Category, categoryNamed, readCategories } from './categories.ts'
import { wordsOf, type Entry } from './entries.ts'
import type {
  FrontMatter,
  Kept,
  OtherLine,
  Problem,
  ProposedRating,
  WarningAnswer,
} from './front-matter.ts'
import { languageNamed } from './languages.ts'
import { isBlank, type Format, type Line } from './lines.ts'
import { mailLine } from './mail.ts'
import { say } from './problem-words.ts'
import { higherRating, ratingInSentence, stepOf } from './rating.ts'
import { disclaims, sentences } from './sentences.ts'
import { areSentences, namesContent, readWarnings, type WarningCode } from './warnings.ts'

/** Fields being filled from entries; becomes a FrontMatter. */
export class Gathering {
  title: string | null = null
  author: string | null = null
  rating: ProposedRating | null = null
  warningAnswer: WarningAnswer = null
  language: string | null = null
  series: string | null = null
  status: FrontMatter['status'] = null
  readonly warnings = new Set<WarningCode>()
  readonly freeWarnings = new Set<string>()
  readonly fandoms = new Set<string>()
  readonly relationships = new Set<string>()
  readonly characters = new Set<string>()
  readonly additional = new Set<string>()
  readonly categories = new Set<Category>()
  readonly summaries: string[] = []
  readonly disclaimers: string[] = []
  readonly saidDisclaimers = new Set<string>()
  readonly other: OtherLine[] = []
  readonly kept: Kept[] = []
  readonly problems: Problem[] = []
  readonly format: Format

  constructor(format: Format) {
    this.format = format
  }

  /** Takes the entries of a head or foot in; gives the author's note that they leave, or null. */
  take(entries: readonly Entry[], inChapter = false): string | null {
    const note: Line[][] = []
    let out = ''
    let shortBefore = false
    for (const entry of entries) {
      note.length = 0
      this.takeOne(entry, note, inChapter)
      for (const lines of note) {
        const part = this.format.render(lines)
        if (part === '') continue
        // Lines of data (`Beta: Mirren`) stand under each other as they did in the file.
        const short = entry.label !== '' && entry.field !== 'note' && lines.length === 1
        const tight = this.format.name === 'html' || (short && shortBefore)
        out += out === '' ? part : (tight ? '\n' : '\n\n') + part
        shortBefore = short
      }
    }
    return out === '' ? null : out
  }

  private takeOne(entry: Entry, note: Line[][], inChapter: boolean): void {
    const words = wordsOf(entry.value)
    const asItStands = wordsOf(entry.lines)
    if (entry.doubt !== undefined) this.doubt(entry.doubt, asItStands)
    if (entry.label === mailLine) return this.keep('mail', words)
    switch (entry.field) {
      case 'note':
        if (words !== '') note.push([...entry.value])
        return this.readSentences(words)
      case 'disclaimer':
        return this.takeDisclaimer(entry, words, note, inChapter)
      case 'summary':
        if (inChapter) return void note.push([...entry.lines])
        if (words !== '') this.summaries.push(this.format.render(entry.value))
        return
      case 'rating':
        return this.takeRating(entry, words, note)
      case 'warnings':
        return this.takeWarnings(entry, words, note, inChapter)
      case 'title':
      case 'author':
      case 'series':
        return this.takeName(entry, entry.field, words, note, inChapter)
      case 'language':
        if (languageNamed(words) === null) return this.takeOther(entry, words, note)
        this.language ??= languageNamed(words)
        return this.keep('language', words)
      case 'status':
        return this.takeStatus(entry, words, note)
      case 'fandom':
        return this.takeList('fandom', this.fandoms, words, /[,;|]| \/ /u)
      case 'category':
        return this.takeCategories(entry, words, note)
      case 'relationship':
        if (areCategories(words)) return this.takeCategories(entry, words, note)
        if (words !== '' && !/^(?:none|n\/a|gen|no pairings?|-)\W*$/iu.test(words))
          return this.takeList('relationship', this.relationships, words, /[,;|]/u)
        return this.keep('relationship', words)
      case 'characters':
        return this.takeList('characters', this.characters, words, /[,;|]/u)
      case 'tags':
        for (const code of readCategories(words).found) this.categories.add(code)
        return this.takeList(
          'additional',
          this.additional,
          words.replace(/hurt\/comfort/giu, 'Hurt\u0000Comfort'),
          /^(?:genre|жанр|género|gattung)/iu.test(entry.label) ? /[,;|/]/u : /[,;|]/u,
        )
      case 'other':
        return this.takeOther(entry, words, note)
    }
  }

  keep(field: string, words: string): void {
    if (words !== '') this.kept.push({ field, words })
  }

  doubt(kind: string, excerpt: string): void {
    this.problems.push(say(kind, excerpt))
  }

  private takeName(
    entry: Entry,
    field: 'title' | 'author' | 'series',
    words: string,
    note: Line[][],
    inChapter: boolean,
  ): void {
    const clean = field === 'title' ? unquoted(words) : words
    if (clean === '') return
    const known = this[field]
    if (known === null && !inChapter) this[field] = clean
    else if (known === null || same(known) !== same(clean)) {
      note.push([...entry.lines])
      if (!inChapter) this.doubt(`second-${field}`, wordsOf(entry.lines))
      return
    }
    this.keep(field, words)
  }

  private takeList(field: string, into: Set<string>, words: string, parting: RegExp): void {
    for (const piece of words.split(parting)) {
      const name = piece
        .replaceAll('\u0000', '/')
        .trim()
        .replace(/^[\s,;]+|(?<!\b\p{L})[\s,;.]+$/gu, '')
      if (name !== '') into.add(name)
    }
    this.keep(field, words.replaceAll('\u0000', '/'))
  }

  /** Archives call fandoms categories too: what is none of ours is one, beside ours a tag. */
  private takeCategories(entry: Entry, words: string, note: Line[][]): void {
    const { found, rest } = readCategories(words)
    if (found.length === 0 && /^categor/iu.test(entry.label))
      return this.takeList('fandom', this.fandoms, words, /[,;|]| \/ /u)
    if (found.length === 0) return this.takeOther(entry, words, note)
    for (const code of found) this.categories.add(code)
    for (const name of rest) this.additional.add(name)
    this.keep('categories', words)
  }

  private takeStatus(entry: Entry, words: string, note: Line[][]): void {
    if (
      /^(?:complete|completed|finished|done|yes|one-?shot|завершён|закончен|abgeschlossen|terminée?|completa?)/iu.test(
        words,
      )
    )
      this.status = 'complete'
    else if (
      /^(?:in[- ]progress|wip|work in progress|ongoing|incomplete|no|unfinished|on ?hold|в процессе|en cours)/iu.test(
        words,
      )
    )
      this.status = 'in-progress'
    else return this.takeOther(entry, words, note)
    this.keep('status', words)
  }

  private takeOther(entry: Entry, words: string, note: Line[][]): void {
    if (entry.label !== '') this.other.push({ label: entry.label, value: words })
    if (/\S@\S+\.\S/u.test(words)) this.doubt('address', words)
    note.push([...(entry.label === '' ? entry.value : ownLine(entry))])
  }

  private takeRating(entry: Entry, words: string, note: Line[][]): void {
    const code = stepOf(words)
    if (code === null) {
      if (words === '') return
      note.push([...ownLine(entry)])
      return this.doubt('rating-unknown', wordsOf(entry.lines))
    }
    const found = { code, source: words }
    if (this.rating !== null && this.rating.code !== code) this.doubt('rating-twice', words)
    this.rating = higherRating(this.rating, found)
    this.keep('rating', words)
  }

  private takeWarnings(entry: Entry, words: string, note: Line[][], inChapter: boolean): void {
    if (words === '') return
    const weak = entry.label !== '' && !entry.strong
    const sentence = areSentences(words)
    const found = readWarnings(words, sentence ? 'sentences' : 'list')
    if ((weak && !namesContent(words) && found.answer === 'listed') || found.answer === null) {
      note.push([...ownLine(entry)])
      return this.doubt('warning-unclear', wordsOf(entry.lines))
    }
    this.addWarnings(found)
    this.keep('warnings', words)
    if (sentence || inChapter || !found.isWhole) note.push([...ownLine(entry)])
    if (!sentence && !found.isWhole) this.doubt('warning-partly', wordsOf(entry.lines))
  }

  private addWarnings(found: ReturnType<typeof readWarnings>): void {
    for (const code of found.codes) this.warnings.add(code)
    for (const words of found.free) {
      if (/^(?:fem)?slash$|^yaoi$|^yuri$|^het$/iu.test(words)) {
        this.additional.add(words)
        const code = categoryNamed(words)
        if (code) this.categories.add(code)
      }
      this.freeWarnings.add(words)
    }
    if (found.answer === 'listed' || this.warningAnswer === null) this.warningAnswer = found.answer
  }

  private takeDisclaimer(entry: Entry, words: string, note: Line[][], inChapter: boolean): void {
    if (words === '') return
    const key = same(words)
    if (this.saidDisclaimers.has(key))
      return this.doubt('disclaimer-repeated', wordsOf(entry.lines))
    if (
      inChapter &&
      /\b(?:see|same as|as (?:before|always|usual)|still|refer|ditto|chapter (?:1|one)|first chapter|previous)\b/iu.test(
        words,
      ) &&
      words.length < 160
    ) {
      note.push([...ownLine(entry)])
      return
    }
    this.saidDisclaimers.add(key)
    this.disclaimers.push(this.format.render(entry.value))
    this.readSentences(words, false)
  }

  /** A rating, warnings and disclaimers said in the sentences of a note, which stays whole. */
  private readSentences(words: string, disclaimer = true): void {
    const said: string[] = []
    for (const sentence of sentences(words)) {
      const rating = ratingInSentence(sentence.slice(0, 400))
      if (rating !== null) this.rating = higherRating(this.rating, rating)
      const warning =
        /(?:^|[^\p{L}])(?:(?:content|trigger)\s)?warnings?(?:\s(?:for|of)\b|\s?[:!–—-]|\sfor)\s*(.+)$|^(?:tw|cw)[:\s]\s*(.+)$|\b(?:this (?:story|fic|chapter|one)|it) (?:contains?|has|includes?)\s(.+)$|\bthere (?:is|are|will be)\s(?:some |mild |strong )?(.+)$/isu.exec(
          sentence.slice(0, 400),
        )
      const what = warning?.[1] ?? warning?.[2] ?? warning?.[3] ?? warning?.[4]
      if (what !== undefined && (namesContent(what) || /^\W*(?:none|n\/a)\b/iu.test(what))) {
        const found = readWarnings(what, 'sentences')
        const explicit = warning?.[1] !== undefined || warning?.[2] !== undefined
        this.addWarnings({
          ...found,
          free: found.free.filter(
            (one) => namesContent(one) && (explicit || one.split(' ').length <= 3),
          ),
        })
      }
      if (disclaimer && disclaims(sentence)) said.push(sentence)
    }
    const key = same(said.join(' '))
    if (said.length === 0 || this.saidDisclaimers.has(key)) return
    this.saidDisclaimers.add(key)
    this.disclaimers.push(this.format.name === 'text' ? said.join(' ') : escaped(said.join(' ')))
  }
}

// Lines that hold several labels would stand in the note once for each: then only this part.
function ownLine(entry: Entry): readonly Line[] {
  const first = entry.lines[0]
  const several =
    first !== undefined && entry.value.length === 1 && /[|;\t•]| - \S+.* - /u.test(first.text)
  if (!several || entry.value[0] === undefined) return entry.lines.filter((line) => !isBlank(line))
  const text = `${entry.label}: ${wordsOf(entry.value)}`
  const line = { text, source: toHtml({ type: 'text', value: text }), indent: 0 }
  return [
    first.block === undefined
      ? { ...line, source: text }
      : { ...line, block: -1, wrap: ['<p>', '</p>'] },
  ]
}

function areCategories(words: string): boolean {
  const { found, rest } = readCategories(words)
  return found.length > 0 && rest.length === 0
}

function escaped(text: string): string {
  return `<p>${toHtml({ type: 'text', value: text })}</p>`
}

function unquoted(words: string): string {
  return /^["“„«](.*)["”“»]$/u.exec(words)?.[1] ?? words.replace(/[*_~]{1,3}$/u, '').trim()
}

/** What two wordings have in common: letters and digits, small. */
export function same(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
