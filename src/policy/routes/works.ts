import type { Route } from './route.ts'

export const worksRoutes: readonly Route[] = []
