import type { CompiledQuery } from 'kysely'
import type { Db } from './db.ts'

/** Stands in a query for a value that each run gives. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

type Given = Readonly<Record<string, unknown>>

type Make<Values extends Given, Row> = (
  db: Db,
  value: <Name extends keyof Values & string>(name: Name) => Values[Name],
) => { compile(): CompiledQuery<Row> }

/**
 * A query that is built and compiled once for each engine, at its first use; afterwards only its values change. Building
 * and compiling costs more than a small query itself, so what every page or every comment asks is prepared. In `make`,
 * `value(name)` stands for what a run gives under that name; a list (`in`) can't. What it gives back runs the query: `db`
 * may be a transaction, the rows are typed by the query, and what the engine throws is thrown.
 */
export function prepare<Values extends Given>() {
  return <Row>(make: Make<Values, Row>): ((db: Db, values: Values) => Promise<Row[]>) => {
    const compiled = new Map<unknown, CompiledQuery<Row>>()
    return async (db, values) => {
      const engine = db.getExecutor().adapter.constructor
      let query = compiled.get(engine)
      if (!query) {
        query = make(db, (name) => new Slot(name) as never).compile()
        compiled.set(engine, query)
      }
      const parameters = query.parameters.map((one) =>
        one instanceof Slot ? values[one.name] : one,
      )
      const { rows } = await db.executeQuery<Row>({ ...query, parameters })
      return rows
    }
  }
}
