// `npm run bench`: the figures of docs/benchmarks.md, each beside its peers in the same run.
// `npm run bench start`: only those whose name has the word. ROUNDS=n: so many that count.
import { benchNames, runBench } from './frame/running.ts'

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
