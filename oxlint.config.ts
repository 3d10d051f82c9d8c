import { defineConfig } from 'oxlint'
import { rooms, slices, whoKnows } from './script/rooms.ts'

/** What a slice shows to the slices after it is its noun, reads, acts and parts; these it keeps to itself. */
const doors = ['forms', 'pages', 'routes']

/** For each room the imports that the house does not allow, with a sentence that teaches. */
const walls = rooms.map((room) => {
  const known = whoKnows(room)
  const closed = rooms.filter((other) => other !== room && !known.includes(other))
  const laterOrForms = slices.filter((slice) => slice !== room && known.includes(slice))
  return {
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error' as const,
        {
          patterns: [
            {
              group: ['../*'],
              message: 'Across rooms write #room/file.ts, inside a room ./file.ts.',
            },
            ...(closed.length > 0
              ? [
                  {
                    group: closed.map((other) => `#${other}/*`),
                    message: `${room} may not know this room: script/rooms.ts and ARCHITECTURE.md say who knows whom.`,
                  },
                ]
              : []),
            ...(laterOrForms.length > 0 && slices.includes(room)
              ? [
                  {
                    group: laterOrForms.flatMap((slice) =>
                      doors.map((door) => `#${slice}/${door}.ts`),
                    ),
                    message:
                      'A slice shows its noun, reads, acts and parts; forms, pages and routes are its own.',
                  },
                ]
              : []),
          ],
          paths: [
            ...(room === 'storage'
              ? []
              : ['node:sqlite', 'pg'].map((name) => ({
                  name,
                  message: 'Only storage touches drivers.',
                }))),
            ...(room === 'prose'
              ? []
              : [
                  {
                    name: '#html.ts',
                    importNames: ['trusted'],
                    message: 'Only prose makes trusted markup: use the html tag.',
                  },
                ]),
          ],
        },
      ] as ['error', never],
    },
  }
})

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'node', 'oxc'],
  categories: { correctness: 'error' },
  ignorePatterns: ['node_modules', 'data', 'bench/results'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: true }],
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'unicorn/no-await-expression-member': 'off',
    'node/no-process-env': 'error',
    'eslint/no-control-regex': 'off',
    'eslint/no-misleading-character-class': 'off',
    // Kysely's builders and our own records of functions hold no `this`.
    'typescript/unbound-method': 'off',
    // Code points are what is wanted wherever a string is spread here; graphemes are counted by prose/count.ts.
    'typescript/no-misused-spread': 'off',
    'typescript/require-array-sort-compare': 'off',
    'eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'max-lines': ['error', { max: 330, skipBlankLines: true, skipComments: true }],
    'no-console': 'error',
  },
  overrides: [
    ...walls,
    {
      files: ['src/config/**', 'src/cli/**', 'test/**', 'bench/**', 'script/**', '**/*.test.ts'],
      rules: { 'node/no-process-env': 'off', 'no-console': 'off' },
    },
    {
      // node:test's own promises are awaited by its runner; what the tests import is theirs to choose.
      files: ['**/*.test.ts', 'test/**', '**/*.spec.ts'],
      rules: {
        'typescript/no-floating-promises': 'off',
        'no-restricted-imports': 'off',
        'max-lines': 'off',
      },
    },
    {
      files: ['oxlint.config.ts', 'script/reporter.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
})
