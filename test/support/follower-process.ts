// Another process that serves the same archive: it answers questions to its own catalogue.
import { startCatalogue } from '#catalogue/host.ts'
import type { Query } from '#catalogue/catalogue.ts'
import { openStorage, type Place } from '#storage/open.ts'

const place = JSON.parse(process.argv[2] ?? '') as Place
const storage = await openStorage(place)
const catalogue = startCatalogue({ db: storage.db, place })
process.on('message', (query: Query) => {
  catalogue.find(query).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
