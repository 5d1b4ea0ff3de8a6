import { resolve } from 'node:path'
import { flagOf } from '#kernel/options.ts'
import { moveToPostgres } from '#library/keeping/migrate.ts'
import { tellIfSlow } from '../../progress.ts'

/** Moves a data directory's store, which no server may have, to a database. */
export async function migrate({ from, to }: { readonly from: string; readonly to: string }) {
  const directory = resolve(from)
  const moving = moveToPostgres(directory, to)
  const { tables, rows } = await tellIfSlow(`Moving ${directory} ...`, moving)
  process.stdout.write(
    `${rows} rows of ${tables} tables are in the database.\n` +
      `Start the server with both: ${flagOf('data')} ${directory} ${flagOf('store')} URL\n`,
  )
}
