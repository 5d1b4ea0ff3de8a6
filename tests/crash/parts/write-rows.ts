// Writes rows as fast as it can and tells each one when it is acknowledged, until it is killed.
import { openDataDirectory } from '#store/data-directory.ts'
import { sql } from '#store/sql.ts'

const [path, round] = process.argv.slice(2)
const { store } = await openDataDirectory(path!)
await store.write((tx) =>
  tx.run(sql`create table if not exists acked (
    round integer, writer integer, i integer, body text, primary key (round, writer, i))`),
)
await Promise.all(
  Array.from({ length: 16 }, async (_, writer) => {
    for (let i = 0; ; i++) {
      const body = 'x'.repeat((i * 37) % 3000)
      await store.write(async (tx) => {
        await tx.run(sql`insert into acked values (${round}, ${writer}, ${i}, ${body})`)
      })
      console.log(`${writer} ${i}`)
    }
  }),
)
