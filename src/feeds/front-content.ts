import { type Html, html, join } from '#html.ts'
import { showProse } from '#prose/show.ts'
import { say } from '#web/messages/say.ts'
import { advisoryWords, categoryName } from '#works/parts.ts'
import type { FrontMatter } from '#works/work.ts'

/**
 * What a feed says of a work: rating, warnings, language advisory and summary, in this order and before anything else.
 * Never a word of the story: who reads a feed was asked nothing.
 */
export function frontContent(front: FrontMatter, words: number): Html {
  const { rating, language } = front
  const fact = (label: string, value: Html) =>
    html`<p><strong>${say('feeds.fact', { label })}</strong> ${value}</p>\n`
  return html`${fact(say('works.rating'), html`${rating.name}. ${rating.sentence}`)}${fact(say('works.warnings'), warningWords(front))}${fact(say('works.advisory'), html`${advisoryWords(front.advisory)}`)}${front.categories.length > 0 && fact(say('works.categories', { count: front.categories.length }), html`${front.categories.map(categoryName).join(', ')}`)}${front.summary && html`<div dir="auto" lang="${language}">${showProse(front.summary)}</div>\n`}<p>${say('works.words', { count: words })}</p>`
}

/** The answer to the question of warnings. What gives away the plot is counted, not named: a feed can't fold. */
function warningWords({ warningAnswer, warnings }: FrontMatter): Html {
  if (warningAnswer === 'none-apply') return html`${say('works.warnings.none')}`
  if (warningAnswer === 'choose-not-to') return html`${say('works.warnings.chooseNot')}`
  if (warnings.length === 0) return html`${say('works.warnings.unanswered')}`
  const open = warnings.filter(({ spoiler }) => !spoiler)
  const folded = warnings.length - open.length
  return join(
    [
      ...open.map(
        ({ words, fromNumber }) =>
          html`<bdi>${words}</bdi>${fromNumber !== null && html` (${say('works.warnings.from', { number: fromNumber })})`}`,
      ),
      folded > 0 && html`${say('works.warnings.spoilers', { count: folded })}`,
    ],
    '; ',
  )
}
