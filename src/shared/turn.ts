/**
 * Ends once whatever came meanwhile had its turn on the event loop. Between two pieces of work of a millisecond each,
 * so that a page that is ready to send does not wait for both.
 */
export function turn(): Promise<void> {
  return new Promise((done) => {
    setImmediate(done)
  })
}
