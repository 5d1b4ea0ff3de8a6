// `npm run bench`: the figures of docs/benchmarks.md, each beside its peer in the same run.
// `npm run bench foundation`, or `start`: only those whose name has the word.
import { batch } from './batch.ts'
import { calls } from './calls.ts'
import { compute } from './compute.ts'
import { idleMachines } from './idle-machines.ts'
import { start } from './start.ts'

const benches: Readonly<Record<string, () => Promise<void>>> = {
  'foundation-start': start,
  'foundation-calls': calls,
  batch,
  compute,
  'idle-machines': idleMachines,
}

const wanted = process.argv[2]
for (const [name, bench] of Object.entries(benches)) {
  if (!wanted || name.includes(wanted)) await bench()
}
