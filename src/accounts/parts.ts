export { askToSignIn } from '#web/ask-to-sign-in.ts'
