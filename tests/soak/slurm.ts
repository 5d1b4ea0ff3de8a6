// Run with `node tests/soak/slurm.ts`, as root, where Slurm and munge are installed. TASKS, STRIKES and SEED
// say how many tasks there are, how often something happens to them, and which run it is.
import { soakOnSlurm } from '../slurm/soak.ts'

const tasks = Number(process.env.TASKS ?? 3_000)
const strikes = Number(process.env.STRIKES ?? 40)
const seed = Number(process.env.SEED ?? 1)
const did = await soakOnSlurm({ tasks, strikes, seed, patienceMs: 300_000 })
process.stdout.write(`seed ${seed}: ${tasks} tasks accounted for; ${JSON.stringify(did)}\n`)
