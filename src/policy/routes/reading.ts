import type { Route } from './route.ts'

export const readingRoutes: readonly Route[] = []
