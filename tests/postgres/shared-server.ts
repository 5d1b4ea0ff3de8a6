// Begun by the test runner before the files of PostgreSQL's suite, and ended after them: the server
// that they share, each with databases of its own.
import { type RunningPostgres, SHARED, startPostgres } from '#testing/postgres.ts'

let running: RunningPostgres | undefined

export function globalSetup(): void {
  running = startPostgres()
  process.env[SHARED] = JSON.stringify(running.config)
}

export function globalTeardown(): void {
  running?.stop()
}
