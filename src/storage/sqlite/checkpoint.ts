// Runs in a worker thread: a checkpoint waits for the disk, and no request should.
import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

const database = new DatabaseSync(String(workerData), { timeout: 2000 })
database.exec('pragma synchronous = full')
database.exec('pragma wal_checkpoint(passive)')
// No statistics are collected: those of a small archive would choose plans for the large one that it becomes, and open
// connections would not learn of new ones. Every query's plan without them is looked at by a test.
database.close()
