export type Choices = { add(value: string): void }

/** The names chosen so far, in a row above the field: each is sent under the field's name and can be taken away. */
export function makeChoices(input: HTMLInputElement): Choices {
  const row = document.createElement('ul')
  row.className = 'chips combobox__choices'
  row.hidden = true
  row.ariaLabel = input.labels?.[0]?.textContent.trim() ?? ''
  input.before(row)
  const has = (value: string) =>
    [...row.querySelectorAll('input')].some((field) => field.value === value)
  return {
    add(value) {
      if (has(value)) return
      const chip = document.createElement('li')
      chip.className = 'chip'
      const name = document.createElement('bdi')
      name.textContent = value
      const field = document.createElement('input')
      field.type = 'hidden'
      field.name = input.name
      field.value = value
      const remove = document.createElement('button')
      remove.type = 'button'
      remove.className = 'combobox__remove'
      remove.textContent = '×'
      remove.ariaLabel = (input.dataset.remove ?? 'Remove {name}').replace('{name}', () => value)
      remove.addEventListener('click', () => {
        chip.remove()
        row.hidden = row.children.length === 0
        input.focus()
      })
      chip.append(name, field, remove)
      row.append(chip)
      row.hidden = false
    },
  }
}
