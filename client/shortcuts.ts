/** The arrow keys turn the page. Letters do nothing: they belong to those who steer by voice (WCAG 2.1.4). */
export function start(): void {
  addEventListener('keydown', (event) => {
    const to = turns(event, { busy: isBusy(event.target) })
    const link = to && document.querySelector<HTMLLinkElement>(`head [rel=${to}]`)
    if (link) location.assign(link.href)
  })
}

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat'>

/** Where a key leads, if it leads anywhere. */
export function turns(event: Key, { busy }: { busy: boolean }): 'prev' | 'next' | null {
  if (busy || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat)
    return null
  return event.key === 'ArrowRight' ? 'next' : event.key === 'ArrowLeft' ? 'prev' : null
}

/** Whether the arrows have something else to do: in a field, in what scrolls, on a page that is wider than its window. */
function isBusy(target: EventTarget | null): boolean {
  const { scrollWidth, clientWidth } = document.documentElement
  return (
    (target instanceof Element &&
      target.closest('input,textarea,select,[contenteditable],[tabindex],audio,video') !== null) ||
    scrollWidth > clientWidth ||
    (visualViewport?.scale ?? 1) > 1
  )
}
