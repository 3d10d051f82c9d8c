import { type Route, route } from './route.ts'

export const readingRoutes: readonly Route[] = []
