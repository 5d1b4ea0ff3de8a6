// Slurm on this machine alone, for as long as steps of it are measured: its daemons run in a folder of
// their own, at free ports, and end with the measurement.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '#testing/free-ports.ts'

const run = promisify(execFile)

export const SLURM_PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'salloc', 'srun']
const READY_MS = 60_000

/**
 * Runs a command so often, each time as a step (`srun`) of one allocation of so many processors.
 * `{}` in it is the number of the step. Answers steps a second.
 */
export async function slurmSteps(
  folder: string,
  { slots, count, command }: { slots: number; count: number; command: string },
): Promise<number> {
  const daemons: ChildProcess[] = []
  const begin = (program: string, ...args: string[]): void => {
    daemons.push(spawn(program, args, { stdio: 'ignore', env }))
  }
  const conf = join(folder, 'slurm.conf')
  const env = { ...process.env, SLURM_CONF: conf }
  await configure(folder, conf, slots)
  try {
    const munge = (name: string): string => join(folder, `munge.${name}`)
    begin(
      'munged',
      '--foreground',
      '--force',
      `--key-file=${munge('key')}`,
      `--socket=${munge('socket')}`,
      `--pid-file=${munge('pid')}`,
      `--log-file=${munge('log')}`,
      `--seed-file=${munge('seed')}`,
    )
    await sleep(500)
    begin('slurmctld', '-D', '-f', conf)
    begin('slurmd', '-D', '-f', conf)
    await untilIdle(env)
    const steps = `seq ${count} | xargs -P${slots} -I{} srun -n1 --exact --quiet sh -c '${command}'`
    const timed = `date +%s%N; ${steps}; date +%s%N`
    const args = ['-N1', `-n${slots}`, '--quiet', 'sh', '-c', timed]
    const { stdout } = await run('salloc', args, { env, cwd: folder })
    const [began, ended] = stdout.trim().split('\n').map(Number)
    return (count * 1e9) / (ended! - began!)
  } finally {
    for (const daemon of daemons.toReversed()) await end(daemon)
  }
}

async function untilIdle(env: NodeJS.ProcessEnv): Promise<void> {
  for (const began = performance.now(); performance.now() - began < READY_MS; await sleep(200)) {
    const said = await run('sinfo', ['--noheader', '--format=%t'], { env }).catch(() => undefined)
    if (said?.stdout.trim() === 'idle') return
  }
  throw new Error('Slurm did not start')
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = new Promise((resolve) => daemon.once('exit', resolve))
  daemon.kill()
  await ended
}

/** What follows what a daemon would follow elsewhere (groups of processes, accounting) is left out. */
async function configure(folder: string, conf: string, slots: number): Promise<void> {
  const host = hostname().split('.')[0]
  const [controller, daemon] = [await freePort(), await freePort()]
  const key = { mode: 0o400 }
  await writeFile(join(folder, 'munge.key'), randomBytes(1024), key)
  for (const name of ['state', 'spool']) await mkdir(join(folder, name))
  const lines = [
    'ClusterName=bench',
    `SlurmctldHost=${host}(127.0.0.1)`,
    `SlurmctldPort=${controller}`,
    `SlurmdPort=${daemon}`,
    'SlurmUser=root',
    'SlurmdUser=root',
    'AuthType=auth/munge',
    `AuthInfo=socket=${join(folder, 'munge.socket')}`,
    `StateSaveLocation=${join(folder, 'state')}`,
    `SlurmdSpoolDir=${join(folder, 'spool')}`,
    ...['slurmctld', 'slurmd'].flatMap((name) => {
      const title = name === 'slurmd' ? 'Slurmd' : 'Slurmctld'
      return [
        `${title}PidFile=${join(folder, `${name}.pid`)}`,
        `${title}LogFile=${join(folder, `${name}.log`)}`,
      ]
    }),
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'SwitchType=switch/none',
    'MpiDefault=none',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core',
    'SlurmdParameters=config_overrides',
    `NodeName=${host} NodeAddr=127.0.0.1 CPUs=${slots} Sockets=1 CoresPerSocket=${slots}`,
    `PartitionName=bench Nodes=${host} Default=YES MaxTime=INFINITE State=UP`,
  ]
  await writeFile(conf, `${lines.join('\n')}\n`)
  await writeFile(join(folder, 'cgroup.conf'), 'CgroupPlugin=cgroup/v1\n')
}
