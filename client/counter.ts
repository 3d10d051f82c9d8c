/** Shows beside a field how many characters it holds, as people see characters. The server holds the limit. */
export function start(): void {
  for (const count of document.querySelectorAll<HTMLElement>('[data-count-for]')) {
    const field = document.getElementById(count.dataset.countFor ?? '')
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
      attach(field, count)
    }
  }
}

function attach(field: HTMLTextAreaElement | HTMLInputElement, count: HTMLElement): void {
  const limit = Number(field.dataset.limit)
  let waiting: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    const length = countCharacters(field.value)
    // Read aloud only where it matters: near the limit and beyond.
    count.ariaLive = length > limit * 0.9 ? 'polite' : 'off'
    count.classList.toggle('field__count--over', length > limit)
    count.textContent = `${length.toLocaleString('en')} of ${limit.toLocaleString('en')}`
  }
  field.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(show, 250)
  })
  show()
}

const signs = Intl.Segmenter && new Intl.Segmenter()

/** Letters and marks that are always a character by themselves: most lines hold nothing else. */
const plain = /^[\n -~\xa0-\u02ff\u2010-\u2027]*$/

/** Counts grapheme clusters (Unicode Standard Annex 29); a line break is one. */
export function countCharacters(text: string): number {
  let count = 0
  for (const line of text.split(/(?<=\n)/)) {
    count += plain.test(line) ? line.length : [...(signs?.segment(line) ?? line)].length
  }
  return count
}
