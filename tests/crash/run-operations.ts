// Begins twenty operations once and drives them to the end. Every act is printed before it is done;
// what is saved is shown by its rows. Killed and started
// again at will, it goes on where it was.
import { setTimeout } from 'node:timers/promises'
import { Background } from '#engine/background.ts'
import { realClock } from '#engine/clock.ts'
import { durable } from '#engine/operation.ts'
import { openDataDirectory } from '#store/data-directory.ts'
import { sql } from '#store/sql.ts'

const { store, close } = await openDataDirectory(process.argv[2]!)
const clock = realClock()
const background = new Background({ store, clock, onRetry: (...news) => console.error(...news) })
const { engine } = background

const note = (what: string, thing: string) => sql`insert into note values (${what}, ${thing})`
const build = durable<{ thing: string }>(
  'Things_Build',
  ['one', 'two', 'three'].map((step) => ({
    name: step,
    // One later than the other, so that there is always something for the next kill to strike.
    lasts: ({ thing }) => 20 + 20 * Number(thing.slice(1)),
    act: async ({ input }) => console.log(`act ${step} ${input.thing}`),
    commit: async (tx, { input }) => void (await tx.run(note(step, input.thing))),
  })),
)

engine.register(build)

store.exec('create table if not exists note (what text, thing text)')
await store.write(async (tx) => {
  if (await tx.get(sql`select 1 from note where what = 'begun'`)) return
  await tx.run(note('begun', 'all'))
  for (let i = 0; i < 20; i++) {
    await engine.begin(tx, build, { resource: `/things/${i}`, input: { thing: `t${i}` } })
  }
})
background.start()

const unfinished = sql`select count(*) as n from operation where ended_at is null`
while ((await store.get<{ n: number }>(unfinished))!.n > 0) await setTimeout(2)
await background.stop()
await close()
console.log('done')
