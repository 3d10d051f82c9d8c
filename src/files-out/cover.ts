import { bylineOf, titleOf } from './front-words.ts'
import type { WorkFile } from './work-file.ts'
import { escapeXml } from './xhtml.ts'

/** Words in lines of about `width` characters, at most `most`; what is longer ends in an ellipsis. */
function lines(said: string, width: number, most: number): string[] {
  const out: string[] = []
  let now = ''
  for (const word of said.split(/\s+/).flatMap((one) => cut([...one], width))) {
    if (now && [...now, ...word].length + 1 > width) {
      out.push(now)
      now = word
    } else now = now ? `${now} ${word}` : word
  }
  if (now) out.push(now)
  return out.length > most ? [...out.slice(0, most - 1), `${out[most - 1] ?? ''}…`] : out
}

function cut(word: string[], width: number): string[] {
  const out: string[] = []
  for (let at = 0; at < word.length; at += width) out.push(word.slice(at, at + width).join(''))
  return out
}

/** The cover as SVG, drawn from title and names alone. */
export function makeCover({ front }: WorkFile): string {
  const row = (words: string, y: number, size: number) =>
    `<text x="300" y="${y}" font-size="${size}" text-anchor="middle">${escapeXml(words)}</text>`
  const title = lines(titleOf(front), 16, 7).map((words, at) => row(words, 240 + at * 60, 48))
  const names = lines(bylineOf(front), 28, 4).map((words, at) => row(words, 740 + at * 36, 28))
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 900" width="600" height="900"><rect width="600" height="900" fill="#f4efe6"/><rect x="30" y="30" width="540" height="840" fill="none" stroke="#5b4636" stroke-width="4"/><g font-family="serif" fill="#2b211a">${title.join('')}${names.join('')}</g></svg>
`
}
