// Slurm on this machine alone, three nodes of it: its daemons run in a folder of their own, at free ports,
// and all that they started is taken down with them.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePorts } from '#testing/free-ports.ts'

const run = promisify(execFile)
const READY_MS = 120_000
const MOST_STARTS = 3
const NODES = ['n1', 'n2', 'n3']

/** What this machine lacks for it. */
export async function lacksSlurm(): Promise<string | undefined> {
  const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel']
  const paths = [...(process.env.PATH ?? '').split(':'), '/usr/sbin']
  const lacking = programs.filter((name) => !paths.some((path) => existsSync(join(path, name))))
  if (lacking.length > 0) return `needs ${lacking.join(', ')}`
  return process.getuid?.() === 0 ? undefined : 'needs root'
}

export class SlurmCluster implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'lazuli-slurm-'))
  readonly #daemons: ChildProcess[] = []
  readonly #conf = join(this.folder, 'slurm.conf')

  /** What ends where this process ends before its time: the watchdog lets nothing be disposed of. */
  readonly #guests = new Set<number>()
  readonly #onExit = (): void => {
    for (const pid of this.#guests) kill(pid)
    const env = { ...process.env, ...this.environment }
    spawnSync('scancel', ['--me'], { env, timeout: 5_000 })
    // The daemons end what the jobs run.
    spawnSync('sleep', ['3'])
    for (const { pid } of this.#daemons) if (pid !== undefined) kill(pid)
    rmSync(this.folder, { recursive: true, force: true })
  }

  private constructor() {
    chmodSync(this.folder, 0o755)
    process.once('exit', this.#onExit)
  }

  endWith(pid: number): void {
    this.#guests.add(pid)
  }

  leave(pid: number): void {
    this.#guests.delete(pid)
  }

  /** For programs that are to find this cluster. */
  get environment(): { readonly SLURM_CONF: string } {
    return { SLURM_CONF: this.#conf }
  }

  /** A port that was free may be another program's by the time that a daemon wants it: then all begins anew. */
  static async start(): Promise<SlurmCluster> {
    for (let left = MOST_STARTS; ; left--) {
      const cluster = new SlurmCluster()
      try {
        await cluster.#start()
        return cluster
      } catch (error) {
        await cluster[Symbol.asyncDispose]()
        if (!(error instanceof DaemonEnded) || left === 1) throw error
      }
    }
  }

  async #start(): Promise<void> {
    await this.#configure()
    const file = (name: string): string => join(this.folder, name)
    this.#begin('munged', [
      '--foreground',
      '--force',
      `--key-file=${file('munge.key')}`,
      `--socket=${file('munge.socket')}`,
      `--pid-file=${file('munge.pid')}`,
      `--log-file=${file('munge.log')}`,
      `--seed-file=${file('munge.seed')}`,
    ])
    // A controller that comes before it serves ends at once, and is not begun again.
    const socket = file('munge.socket')
    for (const end = performance.now() + READY_MS; !(await answers(socket)); await wait(50)) {
      this.#checkDaemons()
      if (performance.now() > end) throw new Error('munged does not serve')
    }
    this.beginController()
    for (const node of NODES) this.#beginNode(node)
    await this.untilIdle(() => this.#checkDaemons())
  }

  #checkDaemons(): void {
    const ended = this.#daemons.find(
      ({ exitCode, signalCode }) => exitCode !== null || signalCode !== null,
    )
    if (!ended) return
    const { exitCode, signalCode, spawnargs } = ended
    const logs = ['munge', 'slurmctld', ...NODES.map((node) => `slurmd-${node}`)]
    const said = logs.map((name) => `${name}: ${this.#log(name)}`).join('\n')
    throw new DaemonEnded(`${spawnargs.join(' ')} ended with ${exitCode ?? signalCode}\n${said}`)
  }

  #begin(program: string, args: readonly string[]): ChildProcess {
    const env = { ...process.env, ...this.environment }
    const daemon = spawn(program, args, { stdio: 'ignore', env })
    this.#daemons.push(daemon)
    return daemon
  }

  readonly #slurmds = new Map<string, ChildProcess>()

  #beginNode(machine: string): void {
    this.#slurmds.set(machine, this.#begin('slurmd', ['-D', '-N', machine, '-f', this.#conf]))
  }

  #controller: ChildProcess | undefined

  beginController(): void {
    this.#controller = this.#begin('slurmctld', ['-D', '-f', this.#conf])
  }

  async endController(): Promise<void> {
    await end(this.#controller!)
  }

  /** What a command of Slurm's says. */
  async say(program: string, ...args: string[]): Promise<string> {
    const env = { ...process.env, ...this.environment }
    return (await run(program, args, { env })).stdout.trim()
  }

  async describe(): Promise<string> {
    const jobs = await this.say('squeue', '--states=all', '--format=%i %P %T %r %N %S %e %k')
    const machines = await this.say('sinfo', '--Node', '--format=%N %P %t %E')
    return [new Date().toISOString(), jobs, machines, this.#log('slurmctld')].join('\n')
  }

  /** Jobs that are not over, by their states. */
  async jobs(): Promise<readonly { readonly id: string; readonly state: string }[]> {
    const said = await this.say('squeue', '--noheader', '--format=%i %T')
    return said
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [id, state] = line.split(' ') as [string, string]
        return { id, state }
      })
  }

  /** Other users' jobs take all machines. Answers those jobs. */
  fill(partition = 'd2s'): Promise<readonly string[]> {
    const job = [
      `--partition=${partition}`,
      '--exclusive',
      '-N1',
      '-o/dev/null',
      '--wrap=sleep 999',
    ]
    return Promise.all(NODES.map(() => this.say('sbatch', '--parsable', ...job)))
  }

  async cancel(jobs: readonly string[]): Promise<void> {
    if (jobs.length > 0) await this.say('scancel', ...jobs)
  }

  /** The machine that a job runs on. */
  machineOf(job: string): Promise<string> {
    return this.say('squeue', '--noheader', `--job=${job}`, '--format=%N')
  }

  /** `drain`, `down`, `resume`. */
  async mark(machine: string, state: string): Promise<void> {
    await this.say('scontrol', 'update', `nodename=${machine}`, `state=${state}`, 'reason=test')
  }

  /** Is served again, whatever was done to it. It may have come back by itself. */
  async revive(machine: string): Promise<void> {
    if (this.#slurmds.get(machine)?.signalCode) this.#beginNode(machine)
    await this.mark(machine, 'resume').catch(() => undefined)
  }

  async #processesOf(machine: string, job: string): Promise<readonly number[]> {
    return (await this.say('scontrol', 'listpids', job, machine))
      .split('\n')
      .map((line) => Number(line.trim().split(/\s+/)[0]))
      .filter((pid) => pid > 0)
  }

  /** The agent of a job, and where it has its own. */
  async agentOf(machine: string, job: string) {
    for (const pid of await this.#processesOf(machine, job)) {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      const at = words.findIndex((word) => word.endsWith('/lazuli-agent.mjs'))
      if (at === 1) return { pid, directory: dirname(words[at]!) }
    }
    throw new Error(`job ${job} has no agent`)
  }

  /** The machine falls: its daemon and all that runs there for its jobs. */
  async fell(machine: string, job: string): Promise<void> {
    const steps = await this.#processesOf(machine, job)
    const daemon = this.#slurmds.get(machine)!
    daemon.kill('SIGKILL')
    for (const pid of steps) kill(pid)
    if (daemon.signalCode === null) await once(daemon, 'exit')
    // What the controller finds out by itself after SlurmdTimeout.
    await this.mark(machine, 'down')
  }

  /** `check` throws what makes waiting useless. */
  async untilIdle(check = (): void => {}): Promise<void> {
    for (const began = performance.now(); performance.now() - began < READY_MS; await wait(200)) {
      const said = await this.say('sinfo', '--noheader', '--Node', '--format=%t').catch(() => '')
      const states = said.split('\n')
      if (states.length >= NODES.length && states.every((state) => state === 'idle')) return
      check()
    }
    throw new Error(`Slurm did not get idle: ${this.#log('slurmctld')}`)
  }

  #log(name: string): string {
    try {
      return readFileSync(join(this.folder, `${name}.log`), 'utf8').slice(-2_000)
    } catch {
      return ''
    }
  }

  async #configure(): Promise<void> {
    const host = hostname().split('.')[0]!
    const ports = await freePorts(NODES.length + 1)
    const file = (name: string): string => join(this.folder, name)
    writeFileSync(file('munge.key'), randomBytes(1024), { mode: 0o400 })
    for (const name of ['state', ...NODES]) mkdirSync(file(name))
    const nodes = NODES.map(
      (node, index) =>
        `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ports[index + 1]} ` +
        `CPUs=4 Sockets=1 CoresPerSocket=4 RealMemory=16000 Feature=Standard_D2s_v3,${node}`,
    )
    const lines = [
      'ClusterName=lazuli',
      `SlurmctldHost=${host}(127.0.0.1)`,
      `SlurmctldPort=${ports[0]}`,
      'SlurmUser=root',
      'SlurmdUser=root',
      'AuthType=auth/munge',
      `AuthInfo=socket=${file('munge.socket')}`,
      `StateSaveLocation=${file('state')}`,
      `SlurmdSpoolDir=${file('%n')}`,
      `SlurmctldPidFile=${file('slurmctld.pid')}`,
      `SlurmctldLogFile=${file('slurmctld.log')}`,
      `SlurmdPidFile=${file('slurmd-%n.pid')}`,
      `SlurmdLogFile=${file('slurmd-%n.log')}`,
      'ProctrackType=proctrack/linuxproc',
      'TaskPlugin=task/none',
      'SwitchType=switch/none',
      'MpiDefault=none',
      'SelectType=select/cons_tres',
      'SelectTypeParameters=CR_Core',
      'SlurmdParameters=config_overrides',
      'CommunicationParameters=NoInAddrAny',
      'ReturnToService=2',
      'KillWait=10',
      'PreemptType=preempt/partition_prio',
      'PreemptMode=CANCEL',
      'SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=2',
      ...nodes,
      'PartitionName=d2s Nodes=n1,n2,n3 Default=YES MaxTime=INFINITE PriorityTier=5 PreemptMode=OFF',
      'PartitionName=spot Nodes=n1,n2,n3 MaxTime=INFINITE PriorityTier=1 PreemptMode=CANCEL',
      'PartitionName=urgent Nodes=n1,n2,n3 MaxTime=INFINITE PriorityTier=10 PreemptMode=OFF',
    ]
    writeFileSync(this.#conf, `${lines.join('\n')}\n`)
    writeFileSync(file('cgroup.conf'), 'CgroupPlugin=cgroup/v1\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const jobs = await this.jobs().catch(() => [])
    for (const { id } of jobs) await this.say('scancel', id).catch(() => undefined)
    const began = performance.now()
    while (performance.now() - began < 30_000) {
      const left = await this.jobs().catch(() => [])
      if (left.length === 0) break
      await wait(200)
    }
    for (const daemon of this.#daemons.toReversed()) await end(daemon)
    process.off('exit', this.#onExit)
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** One of its daemons has ended by itself. */
class DaemonEnded extends Error {}

/** The file of a socket is there before its server listens. */
async function answers(path: string): Promise<boolean> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** It may have ended. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = new Promise((resolve) => daemon.once('exit', resolve))
  daemon.kill()
  const patience = setTimeout(() => daemon.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(patience)
}
