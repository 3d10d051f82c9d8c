const mostCharacters = 80

/** Words that say they are a break; they count only between signs: `[scene break]`, `--linebreak--`. */
const named = /^[^\p{L}\p{N}]+(?:line|scene|page|section|chapter)[ -]?break[^\p{L}\p{N}]+$/iu

/** Signs that are a break when they stand alone on their line. */
const alone = /^[-#~*§⁂❦❧•–—_+=·♥♡※◇◆☆★†‡°∞⁎✻✽❀✿○●□■]$/u

const faces = new Set(
  '^_^ ^-^ ^.^ ^^ -_- -.- >_< >.< >_> <_< ._. ;_; =_= *_* :) :( :/ :\\ :| :* ;) =) =( :-) :-( ;-) :-/ (: ): </3 <3 xx'.split(
    ' ',
  ),
)

/**
 * Whether a line of text, without its line end, is a scene break: rows of signs (`* * *`, `~*~`,
 * `<3 <3 <3`), rows of the letters o and x and of zeros with or without signs (`oOo`, `x-x-x`), or
 * a break by name in brackets or dashes. Silence (`...`), shouting (`"!!!"`), faces (`^_^`), emoji,
 * scores (`0-0`) and anything with other words in it is none.
 */
export function isSceneBreak(line: string): boolean {
  if (line.length > mostCharacters * 2) return false
  const text = line.trim()
  if (text === '' || text.length > mostCharacters) return false
  if (/[\p{L}\p{N}]{12}/u.test(text) && !/break/i.test(text)) return isRowOfLetters(text)
  if (named.test(text)) return true
  if (faces.has(text.toLowerCase()) || /["“”„'‘’«»「」『』]/u.test(text)) return false
  if (/\p{Emoji_Presentation}|\u{fe0f}/u.test(text)) return false
  if (/^(?:<3 ?){2,}$/.test(text)) return true
  return /[\p{L}\p{N}]/u.test(text) ? isRowOfLetters(text) : isRowOfSigns(text)
}

function isRowOfSigns(text: string): boolean {
  const signs = text.replace(/\s/g, '')
  // A pause, a question or an empty bracket says something; a row of signs does not.
  if (/^[.…?!‽,;:،。、()[\]{}]+$/u.test(signs)) return /[.]/.test(signs) && /:/.test(signs)
  const count = Array.from(signs).length
  if (count === 1) return alone.test(signs)
  if (count > 2) return true
  return alone.test(signs.charAt(0)) && signs.charAt(0) === signs.charAt(1)
}

function isRowOfLetters(text: string): boolean {
  const plain = text.replace(/\s/g, '')
  if (/[^o0x\p{P}\p{S}]/iu.test(plain) || /[?!,;]/.test(plain)) return false
  // Numbers (`0.00`, `1,000`) and faces (`o_O`, `x.x`) are made of the same letters.
  if (/^[\d.:]+$/.test(plain) || /^[o0x][._][o0x]$/i.test(plain)) return false
  const letters = plain.replace(/[^o0x]/gi, '').length
  if (letters === plain.length) return letters >= 3
  return letters >= 3 || (/^[\p{P}\p{S}]/u.test(plain) && /[\p{P}\p{S}]$/u.test(plain))
}
