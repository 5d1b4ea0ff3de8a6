// `npm run bench`: the figures of docs/benchmarks.md, each beside its peer in the same run.
import { batch } from './batch.ts'
import { compute } from './compute.ts'
import { foundation } from './foundation.ts'
import { idleMachines } from './idle-machines.ts'

const benches: Readonly<Record<string, () => Promise<void>>> = {
  foundation,
  batch,
  compute,
  'idle-machines': idleMachines,
}

const wanted = process.argv[2]
for (const [name, bench] of Object.entries(benches)) {
  if (!wanted || name.includes(wanted)) await bench()
}
