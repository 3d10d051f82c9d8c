const names: Record<string, string> = {
  english: 'en', englisch: 'en', anglais: 'en', inglés: 'en', английский: 'en', german: 'de', deutsch: 'de',
  french: 'fr', français: 'fr', francais: 'fr', spanish: 'es', español: 'es', espanol: 'es', castellano: 'es',
  russian: 'ru', русский: 'ru', italian: 'it', italiano: 'it', portuguese: 'pt', português: 'pt', dutch: 'nl',
  nederlands: 'nl', polish: 'pl', polski: 'pl', czech: 'cs', čeština: 'cs', swedish: 'sv', svenska: 'sv',
  norwegian: 'no', norsk: 'no', danish: 'da', dansk: 'da', finnish: 'fi', suomi: 'fi', hungarian: 'hu', magyar: 'hu',
  turkish: 'tr', türkçe: 'tr', greek: 'el', ελληνικά: 'el', hebrew: 'he', עברית: 'he', arabic: 'ar', العربية: 'ar',
  persian: 'fa', farsi: 'fa', فارسی: 'fa', chinese: 'zh', 中文: 'zh', japanese: 'ja', 日本語: 'ja', korean: 'ko', 한국어: 'ko',
  vietnamese: 'vi', indonesian: 'id', filipino: 'fil', latin: 'la', esperanto: 'eo', ukrainian: 'uk', українська: 'uk',
  romanian: 'ro', croatian: 'hr', serbian: 'sr', catalan: 'ca', català: 'ca', welsh: 'cy', irish: 'ga',
} // prettier-ignore

/** The BCP 47 code of a language named in its own or another tongue; null when it is none. */
export function languageNamed(words: string): string | null {
  return names[words.trim().toLowerCase().replace(/[.!]$/u, '')] ?? null
}
