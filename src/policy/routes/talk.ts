import type { Route } from './route.ts'

export const talkRoutes: readonly Route[] = []
