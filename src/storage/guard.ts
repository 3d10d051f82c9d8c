import { AsyncLocalStorage } from 'node:async_hooks'
import type { KyselyPlugin, PluginTransformQueryArgs, RootOperationNode } from 'kysely'

const inTransaction = new AsyncLocalStorage<true>()

/** Runs `act` so that any use of `db` inside it throws. */
export function insideTransaction<Result>(act: () => Promise<Result>): Promise<Result> {
  return inTransaction.run(true, act)
}

/** Throws when `db` is used inside `write`: it would read around the transaction, or wait for itself. */
export const useTxInside: KyselyPlugin = {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    refuseInside()
    return node
  },
  // A query that was compiled before comes by here alone.
  async transformResult({ result }) {
    refuseInside()
    return result
  },
}

function refuseInside(): void {
  if (inTransaction.getStore()) throw new Error('use tx, not db, inside write()')
}
