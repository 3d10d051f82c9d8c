import { type Route, route } from './route.ts'

export const talkRoutes: readonly Route[] = []
