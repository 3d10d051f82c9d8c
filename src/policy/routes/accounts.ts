import { type Route, route } from './route.ts'

export const accountsRoutes: readonly Route[] = [
]
