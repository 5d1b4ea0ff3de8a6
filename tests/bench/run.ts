// `npm run bench`: the figures of docs/benchmarks.md, each beside its peers in the same run.
// `npm run bench start`: only those whose name has the word. ROUNDS=n: so many that count.
import { batch } from './batch.ts'
import { calls } from './calls.ts'
import { compute } from './compute.ts'
import { benchNames, runBench } from './frame/running.ts'
import { idleMachines } from './idle-machines.ts'
import { manyNodes } from './many-nodes.ts'

/** Those that are no `*.bench.ts` yet. */
const others: Readonly<Record<string, () => Promise<void>>> = {
  'foundation-calls': calls,
  batch,
  compute,
  'idle-machines': idleMachines,
  'many-nodes': manyNodes,
}

const wanted = process.argv[2] ?? ''
const rounds = Number(process.env.ROUNDS ?? 5)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

for (const name of await benchNames()) {
  if (!name.includes(wanted)) continue
  try {
    await runBench(name, { size: 'full', rounds, say })
  } catch (error) {
    say(`  FAILED: ${(error as Error).message}`)
    process.exitCode = 1
  }
}
for (const [name, bench] of Object.entries(others)) if (name.includes(wanted)) await bench()
