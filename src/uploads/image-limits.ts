const megabyte = 1024 * 1024

/**
 * How many pictures there may be, and how many bytes they take in all after cleaning. Works in the bin count: their
 * pictures are kept too. `alt` is in characters as people see them.
 */
export const imageLimits = {
  ofWork: { count: 50, bytes: 50 * megabyte },
  ofAccount: { count: 500, bytes: 250 * megabyte },
  alt: 500,
} as const
