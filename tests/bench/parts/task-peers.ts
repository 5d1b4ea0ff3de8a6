// What else starts programs on one machine. All but the ceiling do the same for each: a directory with
// `wd` in it, both streams into files, and the exit code kept.
import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { hyperQueue, sourceOf } from '../frame/peers.ts'
import { SLURM_PROGRAMS, slurmSteps } from './slurm.ts'

const run = promisify(execFile)
const STEPS = 'mkdir -p {}/wd; cd {}/wd; /bin/true >../stdout.txt 2>../stderr.txt; echo $? >../exit'

/** Tasks a second. */
type Peer = () => Promise<number>

const isThere = (program: string): Promise<boolean> =>
  run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  )

/** Those that this machine has or can have. */
export async function taskPeers(
  scratch: string,
  slots: number,
  tasks: number,
): Promise<{
  readonly 'posix_spawn by two processes': Peer | undefined
  readonly xargs: Peer
  readonly 'GNU parallel': Peer | undefined
  readonly HyperQueue: Peer | undefined
  readonly "Slurm's steps": Peer | undefined
}> {
  const directory = (): Promise<string> => mkdtemp(join(scratch, 'peer-'))
  const shell = (count: number, command: string) => async (): Promise<number> => {
    const began = performance.now()
    await run('sh', ['-c', `seq ${count} | ${command}`], { cwd: await directory() })
    return (count * 1000) / (performance.now() - began)
  }
  const few = Math.ceil(tasks / 5)
  const printed = async (program: string, args: readonly string[]): Promise<number> =>
    Number((await run(program, args)).stdout.trim().split('\n').at(-1))
  const ceiling = join(scratch, 'ceiling')
  const hasCompiler = await isThere('cc')
  if (hasCompiler) await run('cc', ['-O2', '-o', ceiling, sourceOf('ceiling.c')])
  const python = await hyperQueue()
  // Its daemons run as root here, as they do elsewhere.
  const hasSlurm =
    process.getuid?.() === 0 && (await Promise.all(SLURM_PROGRAMS.map(isThere))).every(Boolean)
  return {
    'posix_spawn by two processes': hasCompiler
      ? () => printed(ceiling, [`${2 * tasks}`, '2'])
      : undefined,
    xargs: shell(tasks, `xargs -P${slots} -I{} sh -c '${STEPS}'`),
    'GNU parallel': (await isThere('parallel'))
      ? shell(few, `parallel -j${slots} '${STEPS}'`)
      : undefined,
    HyperQueue: python
      ? async () =>
          printed(python, [
            sourceOf('hyperqueue_tasks.py'),
            `${few}`,
            `${slots}`,
            await directory(),
          ])
      : undefined,
    "Slurm's steps": hasSlurm
      ? async () =>
          slurmSteps(await directory(), { slots, count: Math.ceil(tasks / 20), command: STEPS })
      : undefined,
  }
}
