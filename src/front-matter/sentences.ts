/**
 * What single sentences of an author's note say. All tests work on at most a few hundred
 * characters, so that a hostile line costs no more than an honest one of its length.
 */

const disclaimers = [
  /\b(?:i|we)(?:'m| am)? (?:still |really |sadly |certainly |obviously |definitely |alas |also |just )?(?:do not|don't|didn't|did not|does not|never|dont) (?:\w+ )?own(?:ed)?\b/iu,
  /\b(?:i|we) own (?:nothing|none|no ?one|neither|only|zip|nada|naught|zero)\b/iu,
  /\b(?:do(?:es)? not|do(?:es)?n't|doesnt|dont) belong to (?:me|us)\b/iu,
  /\bbelongs? (?:entirely |solely |wholly )?to (?!me\b)(?:the |its |their |his |her |\p{Lu})/u,
  /\b(?:are|is|was|were)(?: still| all| definitely| certainly| sadly| so)* (?:not|n't) mine\b|\b(?:isn't|aren't|ain't) mine\b|^\W*(?:still )?not mine\b|\bneither (?:is|are) mine\b/iu,
  /\bno (?:money|profit|monetary gain)s?\b.{0,40}\b(?:made|earned|gained|intended)\b|\bno money(?: being)? made\b|\b(?:not|never|n't) (?:making|make|made|earning|earn) (?:any|a) (?:money|profit|cent|penny|dime)/iu,
  /\bmaking no (?:money|profit)\b|\bnot[- ]for[- ]profit\b|\bfor fun,? not\b.{0,12}profit/iu,
  /\bno (?:copyright )?infringement\b/iu,
  /\b(?:standard|usual|all the usual|normal) disclaimers?\b/iu,
  /\bif (?:i|we) (?:owned|did own)\b|\bdisclaimers? (?:applies|apply)\b/iu,
  /\ball (?:publicly )?recogni[sz]able characters\b/iu,
  /\b(?:only|just|merely) (?:borrow|play)ing\b|\b(?:borrow|play)ing (?:with )?(?:them|in .{1,20} sandbox)\b/iu,
  /\b(?:please )?(?:don't|do not) sue\b/iu,
  /rien ne m['’]appartient|ne m['’]appartien(?:t|nent) pas/iu,
  /no me pertenecen?\b/iu,
  /gehör(?:t|en) (?:nicht mir|mir nicht|leider nicht mir|nur)|verdiene (?:hiermit )?kein geld/iu,
  /права .{0,40}(?:не принадлеж|принадлеж)|не (?:мо[иёя]|принадлеж\S+ мне)/iu,
  /não me pertencem?\b|non mi appartengono/iu,
] as const

/** Whether a sentence disclaims: "I own nothing", "no profit is being made", "they aren't mine". */
export function disclaims(sentence: string): boolean {
  const text = sentence.slice(0, 600).replaceAll('’', "'")
  return disclaimers.some((pattern) => pattern.test(text))
}

const plea =
  /\bR\s?(?:&|and|n)\s?R\b|\bread (?:and|&|'n') review\b|\b(?:please|pls|plz)[ ,!]+(?:\w+ ){0,2}(?:review|comment|r&r)|\breviews? (?:are|is|make|makes|feed|keep|would|always|appreciated|welcome|please)\b|\b(?:comments?|feedback|con ?crit|concrit|constructive criticism)\b.{0,30}\b(?:love|loved|welcome|appreciated|treasured)\b|\bflames (?:will|are|shall)\b|\b(?:leave|drop|send) (?:me )?a (?:review|comment|line)\b|\blet me know what you think\b|\breviews?\?|\breview,? please\b|^\W*review!+|\bkommentare? (?:sind|bitte)\b|\blaissez (?:un|une|des) (?:review|commentaire)|\bdejen (?:un )?(?:review|comentario)/iu

/** Whether a sentence asks for reviews ("R&R!", "reviews are love"). */
export function pleads(sentence: string): boolean {
  return plea.test(sentence.slice(0, 300))
}

const sure =
  /\b(?:fan ?-?fics?|fics?|fan ?-?fiction|ficlet|disclaimers?|a\/n|author'?s? notes?|reviewe(?:r|rs|d)|reviews|reviewing|(?:this|the next|last|next|previous|first|new) chapters?|chapters|(?:this|my) (?:is my )?(?:first )?(?:story|one-?shot|drabble|fandom)|beta(?:'d|ed| reader)?|unbeta'?d|betaed|ooc|au|canon(?:ical)?|flames|concrit|con ?crit|constructive criticism|update[sd]?|updating|kudos|hiatus|anon(?:ymous)? (?:review|comment|reader|guest)\w*|guest reviews?|rated|rating|spoilers?|pairings?|slash|prompt(?:ed)?|lj|livejournal|ao3|ffn(?:et)?|fanfiction\.net|hope you (?:all )?(?:enjoy|like|liked)|enjoy(?: reading)?!|thank(?:s| you) (?:to|for|so much|all|everyone)|trigger warnings?|dear readers?|my readers|read on|happy reading|cross-?posted|original characters?|ocs?|not a native speaker|english is(?:n't| not) my|mistakes are (?:all )?(?:mine|my own))\b/giu

/** How much a paragraph talks about writing and readers: 0 for story, 2 and more for a note. */
export function authorTalk(paragraph: string): number {
  const text = paragraph.slice(0, 2000).replaceAll('’', "'")
  if (/^[\s*_]*["“„«‘]/u.test(text)) return 0
  const found = new Set<string>()
  for (const match of text.matchAll(sure)) found.add(match[0].toLowerCase())
  let score = found.size
  for (const sentence of sentences(text.slice(0, 1200))) {
    if (disclaims(sentence) || pleads(sentence)) score += 2
  }
  if (/(?:\^_+\^|:-?\)|;-?\)|:-?D|\bxD|<3|\blol\b)/iu.test(text)) score += 1
  if (/\b(?:i )?hope (?:that )?(?:you|y'all|everyone)\b.{0,20}\b(?:enjoy|like)/iu.test(text))
    score += 2
  if (/^\W*(?:so sorry|sorry)\b/iu.test(text)) score += 1
  return score
}

/** Splits prose at the ends of sentences and lines; linear, joins to the same words. */
export function sentences(text: string): string[] {
  const out: string[] = []
  let start = 0
  for (const end of text.matchAll(/[.!?…]["'”’)\]*_]{0,4}(?=\s)|\n\s*\n/gu)) {
    // "J.R. Tolkien", "Mr. Hale", "vs. them": no sentence ends there.
    const tail = text.slice(Math.max(start, end.index - 5), end.index + 1)
    if (/(?:^|[\s.(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|vs|etc|e\.g|i\.e)\.$/u.test(tail)) continue
    out.push(text.slice(start, end.index + end[0].length).trim())
    start = end.index + end[0].length
  }
  out.push(text.slice(start).trim())
  return out.filter((sentence) => sentence !== '')
}

const startMark =
  /^[\s\p{P}\p{S}]*(?:(?:and )?(?:now,? )?(?:back )?(?:on|onwards?) (?:to|with|ward to) (?:the|this|our) (?:story|show|fic|fun|chapter|tale)|(?:the )?story (?:starts|begins) (?:here|now)|(?:now )?enjoy(?: the (?:story|chapter|fic|show))?|here (?:we|it|you) go(?:es)?(?: then| now)?|(?:end|end of|\/) ?(?:a\/n|author'?s? notes?|notes?|disclaimer)|(?:let's )?start(?: of)?(?: the)?(?: story| fic)?|begin(?: story)?|the (?:story|fic)|viel spaß(?: beim lesen)?|bonne lecture|приятного чтения)[\s\p{P}\p{S}]*$/iu

/** "On with the story!", "Enjoy!", "end A/N": the last line before the story. */
export function startsStory(line: string): boolean {
  return line.length <= 80 && startMark.test(line.replaceAll('’', "'"))
}

const endMark =
  /^[\s\p{P}\p{S}]*(?:(?<open>tbc|to be continued|(?:à|a) suivre|continuará|fortsetzung folgt|wird fortgesetzt|продолжение следует)|(?<part>end (?:of )?(?:chapter|part)\s?\w*|end \d+\/\d+|\(end \d+\/[\d?]+\)|end of this (?:chapter|part))|(?<whole>the end|fin|finis|owari|end|ende|fine|конец|das ende|el fin|the very end|end of story|finite))[\s\p{P}\p{S}]*$/iu

/** What an end mark on a line of its own says; null when the line is none. */
export function endMarkOf(line: string): 'complete' | 'in-progress' | 'part' | null {
  if (line.length > 60) return null
  const found = endMark.exec(line)?.groups
  if (found === undefined) return null
  if (found['whole'] !== undefined) {
    // "Fine." is an answer in a story, "fine" its Italian end only between marks.
    if (/^fine\W*$/iu.test(line) || /^end\W*$/u.test(line)) return null
    return 'complete'
  }
  return found['part'] === undefined ? 'in-progress' : 'part'
}
