import { type Route, route } from './route.ts'

export const operatingRoutes: readonly Route[] = []
