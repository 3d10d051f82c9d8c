import { beginnings, foldName, foldTyped } from './suggest-fold.ts'
import type { Asked, SuggestEntry, Suggestion } from './suggest-index.ts'

/** What `Suggestions.find` must give, found slowly: every tag is looked at, typing errors are counted letter by letter. */
export function suggestSlowly(tags: readonly SuggestEntry[], asked: Asked): Suggestion[] {
  const { key, words } = foldTyped(asked.typed)
  const visible = tags
    .map((tag) => ({ ...tag, key: foldName(tag.name).split('\u001f')[0] ?? '' }))
    .map((tag) => ({ ...tag, seen: asked.viewer === 'stranger' ? tag.usesForStrangers : tag.uses }))
    .filter(({ kind, seen }) => seen > 0 && (!asked.kinds.length || asked.kinds.includes(kind)))
  type Visible = (typeof visible)[number]
  const begins = (tag: Visible, typed: string) =>
    beginnings(foldName(tag.name)).some((word) => word.startsWith(typed))
  const beginsNearly = (tag: Visible, typed: string) =>
    begins(tag, typed) ||
    ([...typed].length >= 4 &&
      beginnings(foldName(tag.name)).some((word) =>
        prefixes(word).some((prefix) => countErrors(typed, prefix) <= 1),
      ))
  const ranked = (found: readonly Visible[], tierOf: (tag: Visible) => number) =>
    found.toSorted(
      (a, b) =>
        tierOf(a) - tierOf(b) ||
        Number(isChosen(b)) - Number(isChosen(a)) ||
        b.seen - a.seen ||
        Number(a.id !== a.root) - Number(b.id !== b.root) ||
        Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) ||
        (a.id < b.id ? -1 : 1),
    )
  const isChosen = ({ fandoms }: Visible) => fandoms.some((id) => asked.fandoms.includes(id))
  const tierOf = (tag: Visible) => (tag.key === key ? 0 : tag.key.startsWith(key) ? 1 : 2)

  const exact = visible.filter((tag) => words.every((word) => begins(tag, word)))
  const first = eachRootOnce(ranked(exact, tierOf)).slice(0, asked.most)
  if (first.length < asked.most) {
    const near = visible.filter((tag) => words.every((word) => beginsNearly(tag, word)))
    first.push(...ranked(near, () => 0))
  }
  return eachRootOnce(first)
    .slice(0, asked.most)
    .map(({ id, root }) => ({ id, root }))
}

function eachRootOnce<Tag extends { readonly root: string }>(tags: readonly Tag[]): Tag[] {
  return tags.filter(({ root }, at) => tags.findIndex((tag) => tag.root === root) === at)
}

const prefixes = (word: string) =>
  [...word, ''].map((_, length) => [...word].slice(0, length).join(''))

/** Letters to put in, take out, replace or swap with their neighbours (optimal string alignment), by the book. */
export function countErrors(one: string, other: string): number {
  const [a, b] = [[...one], [...other]]
  const table = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_, column) => (row === 0 ? column : row)),
  )
  const at = (row: number, column: number) => table[row]?.[column] ?? Infinity
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && i > 1 && j > 1
      const row = table[i] ?? []
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (isSame ? 0 : 1),
        isSwapped ? at(i - 2, j - 2) + 1 : Infinity,
      )
    }
  }
  return at(a.length, b.length)
}
