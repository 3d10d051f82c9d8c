// Runs in a worker thread: a checkpoint waits for the disk, and no request should.
import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

const database = new DatabaseSync(String(workerData), { timeout: 2000 })
database.exec('pragma synchronous = full')
database.exec('pragma wal_checkpoint(passive)')
database.exec('pragma optimize')
database.close()
