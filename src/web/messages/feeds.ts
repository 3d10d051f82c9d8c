/** Sentences of the Atom feeds. */
export const feeds = {
  'feeds.of': '{title} · {archive}',
  'feeds.chapter': '{title}: {chapter}',
  'feeds.fact': '{label}:',
} as const
