// Begins twenty operations once and drives them to the end. Every act is printed before it is done;
// what is saved is shown by its rows. Killed and started
// again at will, it goes on where it was.
import { setTimeout } from 'node:timers/promises'
import { durable } from '#engine/operation.ts'
import { createLazuli } from '#library/lazuli.ts'
import { sql } from '#store/sql.ts'

const lazuli = await createLazuli({ data: process.argv[2]! })
const { engine, store } = lazuli.inside

const note = (what: string, thing: string) => sql`insert into note values (${what}, ${thing})`
const build = durable<{ thing: string }>(
  'Things_Build',
  { thing: 'string' },
  ['one', 'two', 'three'].map((step) => ({
    name: step,
    // One later than the other, so that there is always something for the next kill to strike.
    lasts: ({ thing }) => 20 + 20 * Number(thing.slice(1)),
    act: async ({ input }) => console.log(`act ${step} ${input.thing}`),
    commit: async (tx, { input }) => void (await tx.run(note(step, input.thing))),
  })),
)

engine.register(build)

await store.write(async (tx) => {
  await tx.run(sql`create table if not exists note (what text, thing text)`)
  if (await tx.get(sql`select 1 from note where what = 'begun'`)) return
  await tx.run(note('begun', 'all'))
  for (let i = 0; i < 32; i++) {
    await engine.begin(tx, build, { resource: `/things/${i}`, input: { thing: `t${i}` } })
  }
})
engine.wake()

const unfinished = sql`select count(*) as n from operation where ended_at is null`
while ((await store.get<{ n: number }>(unfinished))!.n > 0) await setTimeout(2)
await lazuli.stop()
console.log('done')
