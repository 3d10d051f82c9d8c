import type { Route } from './route.ts'

export const operatingRoutes: readonly Route[] = []
