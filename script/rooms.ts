// Who may know whom in src/: the one table that lint, the house's test and ARCHITECTURE.md are held to.

/** What a person does with one noun, in the order in which a slice may know those before it. */
export const slices = [
  'pen-names',
  'accounts',
  'private-links',
  'works',
  'tags',
  'wrangling',
  'comments',
  'kudos',
  'calls',
  'replies',
  'uploads',
  'reading',
  'downloads',
  'filters',
  'listings',
  'feeds',
  'notices',
  'admin',
]

/** Rooms below the slices, and what each may know besides itself. `app.ts` and `cli` know everything. */
const below: Record<string, readonly string[]> = {
  shared: [],
  config: ['shared'],
  prose: ['shared'],
  storage: ['shared'],
  'front-matter': ['shared', 'prose'],
  policy: ['shared', 'storage'],
  catalogue: ['shared', 'storage'],
  texts: ['shared', 'prose', 'storage'],
  web: ['shared', 'config', 'storage', 'policy', 'catalogue', 'texts'],
}

/** Rooms beside the slices: files in and out, clock-driven work, transport. Never `web`. */
const beside: Record<string, readonly string[]> = {
  'files-in': ['shared', 'prose', 'front-matter', 'storage', 'policy', ...slices.slice(0, 10)],
  'files-out': ['shared', 'prose', 'front-matter', 'storage', 'policy', ...slices.slice(0, 4)],
  jobs: ['shared', 'config', 'storage', 'mail'],
  mail: ['shared', 'config', 'storage'],
}

export const rooms: readonly string[] = [
  ...Object.keys(below),
  ...Object.keys(beside),
  ...slices,
  'cli',
]

/** The rooms that a room may import from, itself left out. */
export function whoKnows(room: string): readonly string[] {
  if (room === 'cli') return rooms
  const fixed = below[room] ?? beside[room]
  if (fixed) return fixed
  const before = slices.slice(0, slices.indexOf(room))
  const files = slices.indexOf(room) > slices.indexOf('works') ? ['files-in', 'files-out'] : []
  return [...Object.keys(below), ...files, ...before]
}
