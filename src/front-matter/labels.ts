import { stepOf } from './rating.ts'

/** Fields that a label can fill; 'other' is recognised but has no field of its own. */
export type Field =
  | 'title' | 'author' | 'fandom' | 'category' | 'relationship' | 'characters' | 'rating' | 'warnings'
  | 'disclaimer' | 'summary' | 'note' | 'tags' | 'language' | 'series' | 'status' | 'other' // prettier-ignore

export type Label = {
  readonly field: Field
  /** The label's own words, as they stand. */
  readonly name: string
  /** A strong label proves front matter alone; a weak one only beside a strong one. */
  readonly strong: boolean
  /** Where in the line the value begins and ends. */
  readonly start: number
  readonly end: number
  /** Words in brackets between label and sign: `Disclaimer (skip this):`. */
  readonly aside: string
}

const strong: Record<Field, string> = {
  title: 'title|story title|fic title|titel|titre|título|titulo|titolo|название|заголовок|naslov|tytuł|otsikko|العنوان|כותרת|タイトル|标题|題名',
  author: 'author|authors|author(s)|written by|pen name|penname|autor|autorin|autor(in)|auteur|auteure|auteur(e)|autora|autore|автор|المؤلف|כותב|مؤلف|作者',
  fandom: 'fandom|fandoms|fandom(s)|series/movie|универсум|фандом|фэндом|القاعدة الجماهيرية|פאנדום|ファンダム|原作',
  category: 'pairing type|pairing types|categories/pairings|relationship type|type of pairing|категория|направленность',
  relationship: 'pairing|pairings|pairing(s)|ship|ships|couple|couples|couple(s)|relationship|relationships|relationship(s)|main pairing|пейринг|персонажи и пейринг|pairing/s|pareja|parejas|paarung|paarungen|カップリング',
  characters: 'characters|character(s)|main characters|personnages|personajes|charaktere|персонажи|الشخصيات|דמויות',
  rating: 'rating|rated|ratings|rating/warnings|age rating|рейтинг|altersfreigabe|altersempfehlung|clasificación|clasificacion|classement|التصنيف|דירוג|レーティング|分级',
  warnings: 'warnings|warning(s)|content warning|content warnings|content warning(s)|trigger warning|trigger warnings|tw|cw|squicks|archive warning|archive warnings|warnungen|warnung|advertencias|advertencia|avertissements|avertissement|avvertimenti|предупреждения|предупреждение|تحذيرات|تحذير|التحذيرات|אזהרות|警告',
  disclaimer: 'disclaimer|disclaimers|disclaimer(s)|disclamer|disclaimer/s|legal|legal stuff|legal disclaimer|legalese|the legal stuff|descargo|descargo de responsabilidad|дисклеймер|отказ|отказ от прав|avertissement légal|haftungsausschluss|إخلاء مسؤولية|הבהרה|免責事項',
  summary: 'summary|summery|synopsis|zusammenfassung|résumé|resume|resumen|riassunto|саммари|краткое содержание|описание|ملخص|الملخص|תקציר|概要|あらすじ|简介',
  note: "a/n|a.n.|a. n.|an|a/n's|a/ns|author's note|author's notes|authors note|authors notes|author note|author notes|authors' note|author's note(s)|authoress note|quick note|note de l'auteur|notes de l'auteur|notes de l'auteure|note de l'auteure|nota de autor|nota de autora|nota del autor|nota de la autora|notas de la autora|notas del autor|anmerkung|anmerkungen|anmerkung der autorin|anmerkung des autors|от автора|примечание автора|примечания автора|vorwort|nachwort|n/a|story notes|chapter notes|author's ramblings|author's rant|ملاحظة الكاتب|ملاحظات المؤلف|הערת הכותב",
  tags: 'genre|genres|genre(s)|keywords|classification|additional tags|жанр|жанры|género|النوع',
  language: 'language|langue|sprache|idioma|язык|اللغة',
  series: 'series|sequel to|prequel to|serie',
  status: 'status|story status|completed',
  other: "beta|betas|beta'd by|betaed by|beta-read by|beta reader|beta readers|beta(s)|archive|archiving|archived|distribution|distribution statement|feedback|word count|wordcount|spoilers|spoiler|spoiler(s)|spoiler warning|spoilers for|archive section|challenge|dedication|dedicated to|recipient|for the prompt|prompt from|бета|author website|story url|author url|series url|disclaimer url|permission|размер|статус|archivage|chapters",
} // prettier-ignore

const weak: Record<Field, string> = {
  title: 'story|name',
  author: 'by|from|writer|von|par|por',
  fandom: 'show|universe|crossover|fandom/s|source',
  category: 'category|categories|category(s)',
  relationship: 'focus|orientation',
  characters: 'starring|featuring|cast|character',
  rating: 'age|level',
  warnings: 'warning|contains|beware|caution|triggers|achtung',
  disclaimer: 'copyright|credits|credit',
  summary: 'description|blurb|inhalt|teaser|prompt|logline',
  note: "note|notes|ps|p.s.|p.s|important note|important|nota|notas|hinweis|примечание|примечания|remarks|comments|thanks|thanks to|special thanks|acknowledgements|acknowledgments|ملاحظة|preface",
  tags: 'type|tags|tag',
  language: '',
  series: 'part|follows|sequel|prequel',
  status: 'complete|progress',
  other: 'set during|timeline|setting|edited by|e-mail|email|mail|website|web site|homepage|posted|words|length|date|dates|started|finished|published|updated|packaged|publisher|reviews|favs|follows|id|size|date posted|date written|written|written for|for|last updated|time frame|timeframe|inspiration|inspired by|music|soundtrack|song|lyrics|location|rights|version',
} // prettier-ignore

type Known = { readonly field: Field; readonly strong: boolean }
const known = new Map<string, Known>()
for (const [table, isStrong] of [[weak, false], [strong, true]] as const) {
  for (const [field, names] of Object.entries(table)) {
    for (const name of names.split('|')) {
      if (name !== '') known.set(name.normalize('NFC'), { field: field as Field, strong: isStrong })
    }
  }
} // prettier-ignore

const prose: ReadonlySet<Field> = new Set<Field>(['note', 'disclaimer', 'summary'])

/** Whether a field holds prose, verbatim, and not a list or a word. */
export function isProse(field: Field): boolean {
  return prose.has(field)
}

/** Full-width letters and signs as plain ones, one for one, so that places stay the same. */
function fold(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('’', "'")
    .replaceAll('\u00A0', ' ')
}

function lookUp(name: string): Known | undefined {
  const plain = name.toLowerCase().replace(/\s+/gu, ' ').trim().normalize('NFC')
  if (plain === 'an' && name.trim() !== 'AN') return undefined
  const found = known.get(plain) ?? known.get(plain.replace(/\.$/u, ''))
  if (found) return found
  // `A/N 2: …`: notes are counted too.
  const counted = known.get(plain.replace(/\s?#?\d{1,2}$/u, ''))
  return counted?.field === 'note' ? counted : undefined
}

const marks =
  /^(?:\s|\uFEFF|&nbsp;|\[\/?(?:b|i|u|center|size=\d+)\]|<\/?(?:b|i|u|strong|em|center)>|[*_~#[({<+=•·>|^-]){0,10}/iu
const colon =
  /^([\p{L}][^:!=\n"“”*_~<>[\]{}()]{0,38}?(?:\((?:s|in|e)\))?)\s*(\([^():]{0,80}\))?(?:\s|[*_~)\]}>]|\[\/[biu]\]|<\/(?:b|i|u|strong|em)>){0,8}(?:!?:+|!(?=\s+\S)|\s=+(?=\s)|=(?==))/iu
const dash =
  /^(\p{L}[\p{L}\p{M}.'/ ]{0,38}?)\s*(\([^():]{0,80}\))?[*_~]{0,3}\s+(?:--?|–|—|~)[*_~]{0,3}\s+(?=\S)/u
const closing = /^(?:\s|[*_~]{1,3}(?=\s|$)|\[\/[biu]\]|<\/(?:b|i|u|strong|em)>)*/iu
const pairs: Record<string, string> = { '(': ')', '[': ']', '{': '}', '~': '~', '*': '*', _: '_' }

/** The label that a line begins with, known in our table; null when there is none. */
export function labelOf(line: string): Label | null {
  const text = fold(line.slice(0, 160))
  const lead = marks.exec(text)?.[0] ?? ''
  if (/["“”«»„]/u.test(text.slice(0, lead.length + 1))) return null
  const rest = text.slice(lead.length)
  const found = colon.exec(rest) ?? dashed(rest)
  if (found !== null && found[1] !== undefined) {
    const name = found[1]
    const entry = lookUp(name)
    if (entry !== undefined) {
      let start = lead.length + found[0].length
      start += closing.exec(text.slice(start))?.[0].length ?? 0
      return { ...entry, name, start, end: endOf(line, lead, start), aside: found[2] ?? '' }
    }
  }
  return bareLabel(line, lead, rest)
}

function dashed(rest: string): RegExpExecArray | null {
  const found = dash.exec(rest)
  return found !== null && /^\p{Lu}|^[^\p{Ll}]/u.test(found[0]) ? found : null
}

// A bracket that opened before the label closes after the value: both go.
function endOf(line: string, lead: string, start: number): number {
  const length = line.trimEnd().length
  const open = lead.trim().at(-1) ?? ''
  const close = pairs[open]
  if (close === undefined || line[length - 1] !== close) return length
  if (close === ')' && line.slice(start, length - 1).includes('(')) return length
  if ('*_~'.includes(close) && line[length - 2] === close)
    return length - 2 >= start ? length - 2 : length
  return Math.max(start, length - 1)
}

// `A/N I own nothing`, `DISCLAIMER` or `~Summary~` alone on a line, `Rated T for language`.
function bareLabel(line: string, lead: string, rest: string): Label | null {
  const note = /^A\/N\b[\s*_]+(?=\S)/u.exec(rest)
  if (note !== null) {
    const start = lead.length + note[0].length
    return {
      field: 'note',
      strong: true,
      name: 'A/N',
      start,
      end: endOf(line, lead, start),
      aside: '',
    }
  }
  const ratedAlone =
    /^rated\s+(?:["“”'‘’]{0,2})([\p{L}\p{N}+ -]{1,12})(?:["“”'‘’]{0,2})[\s)\].!*_]{0,8}$/iu.exec(
      rest,
    )
  if (ratedAlone?.[1] !== undefined && stepOf(ratedAlone[1]) !== null) {
    const start = lead.length + rest.indexOf(ratedAlone[1], 'rated '.length)
    const end = start + ratedAlone[1].length
    return { field: 'rating', strong: true, name: 'Rated', start, end, aside: '' }
  }
  const rated = /^Rated\s+["“']?(?=[A-Z0-9])/u.exec(rest)
  if (rated !== null && line.length < 120) {
    const start = lead.length + 'Rated '.length
    return {
      field: 'rating',
      strong: true,
      name: 'Rated',
      start,
      end: line.trimEnd().length,
      aside: '',
    }
  }
  if (line.length > 100) return null
  const whole =
    /^(.{2,50}?)\s*(\([^()]{0,60}\))?(?:\s|[*_~)\]}>=#-]|\[\/[biu]\]|<\/(?:b|i|u|strong|em)>)*$/u.exec(
      rest,
    )
  const entry = whole?.[1] === undefined ? undefined : lookUp(whole[1])
  if (entry === undefined || !entry.strong || whole?.[1] === undefined) return null
  if (!isProse(entry.field) && entry.field !== 'warnings') return null
  if (!/^\p{Lu}|^[^\p{Ll}\p{Lu}]/u.test(whole[1]) || whole[1] === 'AN') return null
  return { ...entry, name: whole[1], start: line.length, end: line.length, aside: whole[2] ?? '' }
}
