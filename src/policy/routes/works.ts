import { type Route, route } from './route.ts'

export const worksRoutes: readonly Route[] = []
