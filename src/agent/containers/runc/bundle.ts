// What runc is told of a container: an OCI runtime configuration, from that of the image. Pure.
import { MAPPED_IDS } from '../mapped-ids.ts'
import { RefusedOption } from '../run-options.ts'
import type { ContainerRun } from '../runtime.ts'

export interface SpecMount {
  readonly destination: string
  readonly type?: string
  readonly source?: string
  readonly options?: readonly string[]
}

/** As much of a configuration as is looked at. */
export interface Spec {
  readonly process: {
    readonly args?: readonly string[]
    readonly env?: readonly string[]
    readonly cwd: string
    readonly [other: string]: unknown
  }
  readonly mounts?: readonly SpecMount[]
  readonly linux: {
    readonly namespaces?: readonly { readonly type: string }[]
    readonly [other: string]: unknown
  }
  readonly [other: string]: unknown
}

export interface Bundle {
  readonly run: ContainerRun
  /** Of the image, as its files are unpacked. */
  readonly ofImage: Spec
  readonly id: string
  readonly user: { readonly uid: number; readonly gid: number }
  /** Files of the machine, or made for the container, over the image's. */
  readonly files: readonly { readonly from: string; readonly at: string }[]
  /** What is mounted before all else. */
  readonly top: readonly SpecMount[]
}

/** As Docker's, without those to make devices and to look at the network. */
const CAPABILITIES = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
].map((name) => `CAP_${name}`)

export function specOf({ run, ofImage, id, user, files, top }: Bundle): Spec {
  const { options } = run
  const limits = limitsOf(options.words)
  const isRoot = run.user.is !== 'same'
  const kept = isRoot ? CAPABILITIES.filter((name) => !limits.dropped.has(name)) : []
  const environment = [
    ...(ofImage.process.env ?? []).filter((pair) => !isSet(pair, run)),
    ...pairs(run),
  ]
  const hasNetwork = options.network === 'host'
  const isMapped = run.user.is === 'mapped'
  const mounts = (ofImage.mounts ?? []).map((mount) => fitted(mount, isMapped, limits.shmSize))
  return {
    ociVersion: '1.0.0',
    root: { path: 'rootfs', readonly: limits.isReadOnly },
    hostname: limits.hostname ?? id.slice(0, 12),
    process: {
      terminal: false,
      user,
      args: argumentsOf(run, ofImage),
      env: environment,
      cwd: run.workingDirectory ?? ofImage.process.cwd,
      capabilities: { bounding: kept, effective: kept, permitted: kept },
      noNewPrivileges: !isRoot,
      ...(limits.rlimits.length > 0 && { rlimits: limits.rlimits }),
    },
    mounts: [
      ...top,
      ...mounts,
      ...limits.tmpfs,
      ...files.map(({ from, at }) => bound(from, at, true)),
      ...run.mounts.map(({ from, at, isReadOnly }) => bound(from, at, isReadOnly)),
    ],
    linux: {
      cgroupsPath: `/lazuli/${id}`,
      // Only what runc itself gives every container: no device of an image is one.
      resources: { ...limits.resources, devices: [{ allow: false, access: 'rwm' }] },
      namespaces: [
        ...['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
        ...(hasNetwork ? [] : [{ type: 'network' }]),
        ...(run.user.is === 'mapped' ? [{ type: 'user' }] : []),
      ],
      ...(run.user.is === 'mapped' && {
        uidMappings: [{ containerID: 0, hostID: run.user.first, size: MAPPED_IDS }],
        gidMappings: [{ containerID: 0, hostID: run.user.first, size: MAPPED_IDS }],
      }),
      maskedPaths: MASKED,
      readonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
    },
  }
}

const MASKED = [
  '/proc/acpi',
  '/proc/asound',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/sys/firmware',
]

const nameIn = (pair: string): string => pair.split('=', 1)[0]!
const isSet = (pair: string, { environment }: ContainerRun): boolean =>
  environment.has(nameIn(pair))
const pairs = ({ environment }: ContainerRun): string[] =>
  [...environment].map(([name, value]) => `${name}=${value}`)

function argumentsOf({ words, options }: ContainerRun, { process }: Spec): readonly string[] {
  if (options.entrypoint) return [options.entrypoint, ...words]
  if (words.length > 0) return words
  const own = process.args ?? []
  if (own.length === 0)
    throw new RefusedOption('The image names no command, and neither does the task')
  return own
}

/** A user who is root in the container alone may have no view of its own of the machine's network in `/sys`. */
function fitted(mount: SpecMount, isMapped: boolean, shmSize: string | undefined): SpecMount {
  if (mount.destination === '/sys' && isMapped)
    return { ...bound('/sys', '/sys', true), type: 'none' }
  if (mount.destination === '/dev/shm' && shmSize !== undefined) {
    const others = (mount.options ?? []).filter((option) => !option.startsWith('size='))
    return { ...mount, options: [...others, `size=${shmSize}`] }
  }
  return mount
}

const bound = (from: string, at: string, isReadOnly: boolean): SpecMount => ({
  destination: at,
  type: 'bind',
  source: from,
  options: ['rbind', 'rprivate', 'nosuid', 'nodev', isReadOnly ? 'ro' : 'rw'],
})

interface Limits {
  readonly resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly rlimits: { readonly type: string; readonly soft: number; readonly hard: number }[]
  readonly tmpfs: SpecMount[]
  readonly dropped: ReadonlySet<string>
  readonly isReadOnly: boolean
  readonly hostname?: string
  readonly shmSize?: string
}

const CPU_PERIOD = 100_000

function limitsOf(words: ContainerRun['options']['words']): Limits {
  const cpu: Record<string, unknown> = {}
  const memory: Record<string, unknown> = {}
  const resources: Record<string, Record<string, unknown>> = {}
  const rlimits: Limits['rlimits'] = []
  const tmpfs: SpecMount[] = []
  const dropped = new Set<string>()
  let rest: Pick<Limits, 'isReadOnly' | 'hostname' | 'shmSize'> = { isReadOnly: false }
  for (const [name, value = ''] of words) {
    if (name === '--memory') memory.limit = bytesOf(name, value)
    else if (name === '--memory-reservation') memory.reservation = bytesOf(name, value)
    else if (name === '--memory-swap') memory.swap = bytesOf(name, value)
    else if (name === '--cpu-shares') cpu.shares = numberOf(name, value)
    else if (name === '--cpu-period') cpu.period = numberOf(name, value)
    else if (name === '--cpu-quota') cpu.quota = numberOf(name, value)
    else if (name === '--cpuset-cpus') cpu.cpus = value
    else if (name === '--cpuset-mems') cpu.mems = value
    else if (name === '--cpus') {
      cpu.period = CPU_PERIOD
      cpu.quota = Math.round(numberOf(name, value) * CPU_PERIOD)
    } else if (name === '--pids-limit') resources.pids = { limit: numberOf(name, value) }
    else if (name === '--ulimit') rlimits.push(ulimitOf(value))
    else if (name === '--tmpfs') tmpfs.push(tmpfsOf(value))
    else if (name === '--cap-drop') for (const each of droppedBy(value)) dropped.add(each)
    else if (name === '--read-only') rest = { ...rest, isReadOnly: true }
    else if (name === '--hostname') rest = { ...rest, hostname: value }
    else if (name === '--shm-size') rest = { ...rest, shmSize: `${bytesOf(name, value)}` }
    else if (name !== '--label')
      throw new RefusedOption(`The option ${name} is not possible with runc`)
  }
  if (Object.keys(cpu).length > 0) resources.cpu = cpu
  if (Object.keys(memory).length > 0) resources.memory = memory
  return { resources, rlimits, tmpfs, dropped, ...rest }
}

const droppedBy = (value: string): string[] => {
  const name = value.toUpperCase().replace(/^CAP_/, '')
  return name === 'ALL' ? CAPABILITIES : [`CAP_${name}`]
}

function numberOf(name: string, value: string): number {
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) {
    throw new RefusedOption(`The option ${name} needs a number, not '${value}'`)
  }
  return number
}

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }

function bytesOf(name: string, value: string): number {
  const [, digits, unit = ''] = /^(-?\d+(?:\.\d+)?)([bkmg]?)b?$/i.exec(value) ?? []
  const factor = UNITS[unit.toLowerCase()]
  if (digits === undefined || factor === undefined) {
    throw new RefusedOption(`The option ${name} needs a size, not '${value}'`)
  }
  return Math.round(Number(digits) * factor)
}

function ulimitOf(value: string): Limits['rlimits'][number] {
  const [, name, soft, hard = soft] = /^(\w+)=(-?\d+)(?::(-?\d+))?$/.exec(value) ?? []
  if (name === undefined) throw new RefusedOption(`'${value}' is no limit`)
  const type = `RLIMIT_${name.toUpperCase()}`
  return { type, soft: Number(soft), hard: Number(hard) }
}

function tmpfsOf(value: string): SpecMount {
  const [destination = '', options = ''] = value.split(':')
  if (!destination.startsWith('/')) throw new RefusedOption(`'${value}' is no absolute path`)
  const own = options === '' ? [] : options.split(',')
  const type = 'tmpfs'
  return { destination, type, source: type, options: ['nosuid', 'nodev', 'noexec', ...own] }
}
