// A server's store in a process of its own, to be stopped in the middle of a transaction: prints
// `inside` there, goes on when it is let go on, and prints how that ended.
import { once } from 'node:events'
import { PostgresStore } from '#store/postgres/postgres.ts'
import { sql } from '#store/sql.ts'

const store = await PostgresStore.open(JSON.parse(process.argv[2]!))
store.onLost = () => console.log('lost')
const goesOn = once(process, 'SIGCONT')

async function write(id: number): Promise<void> {
  try {
    await store.write(async (tx) => {
      await tx.run(sql`insert into item values (${id})`)
      if (id === 1) console.log('inside')
      await goesOn
      await tx.run(sql`insert into item values (${id + 10})`)
    })
    console.log('saved')
  } catch (error) {
    console.log(`refused: ${(error as Error).message}`)
  }
}

const alive = setInterval(() => undefined, 1_000)
await write(1)
await write(2)
clearInterval(alive)
await store.close()
