/** Shows the buttons that copy a text, and says in words when it is done. */
export function start(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const source = document.getElementById(button.dataset.copy ?? '')
    if (!source) continue
    const said = document.createElement('span')
    said.role = 'status'
    button.after(' ', said)
    button.hidden = false
    button.addEventListener('click', () => {
      said.textContent = ''
      void copy(source).then((done) => {
        said.textContent = (done && button.dataset.copied) || ''
      })
    })
  }
}

/** Where there is no clipboard for scripts, the text is left selected. */
async function copy(source: HTMLElement): Promise<boolean> {
  getSelection()?.selectAllChildren(source)
  try {
    await navigator.clipboard.writeText(source.textContent.trim())
    return true
  } catch {
    // Without https there is only the older way.
    return document.execCommand('copy')
  }
}
