// Which QEMU this host has, and what it can do.
import { access, constants, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { HypervisorRefusal } from '../port.ts'
import { CommandFailed, type QemuHost } from './qemu-host.ts'
import type { Platform } from './qemu-record.ts'

export interface Firmware {
  /** The read-only part. */
  readonly code: string
  /** What each machine begins its variables with. */
  readonly variables: string
}

export type Accelerator = 'auto' | 'kvm' | 'tcg'

const PROGRAMS = ['qemu-system-x86_64', 'qemu-img']

/** Why machines cannot run here, or undefined if they can. */
export async function whyNoQemu(path = process.env.PATH ?? ''): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'the QEMU driver needs Linux'
  for (const program of PROGRAMS) {
    const places = path.split(delimiter).map((directory) => join(directory, program))
    if (!(await firstThatIs(constants.X_OK, places))) return `${program} is not in the PATH`
  }
  return undefined
}

async function firstThatIs(mode: number, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const isSo = await access(path, mode).then(
      () => true,
      () => false,
    )
    if (isSo) return path
  }
  return undefined
}

// Where Debian, Fedora and Arch put the two halves.
const FIRMWARE: readonly Firmware[] = [
  {
    code: '/usr/share/OVMF/OVMF_CODE_4M.fd',
    variables: '/usr/share/OVMF/OVMF_VARS_4M.fd',
  },
  { code: '/usr/share/OVMF/OVMF_CODE.fd', variables: '/usr/share/OVMF/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE.fd', variables: '/usr/share/edk2/ovmf/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/x64/OVMF_CODE.4m.fd', variables: '/usr/share/edk2/x64/OVMF_VARS.4m.fd' },
]

export async function findFirmware(): Promise<Firmware> {
  for (const firmware of FIRMWARE) {
    if (await firstThatIs(constants.R_OK, [firmware.code])) return firmware
  }
  throw new HypervisorRefusal(
    'FirmwareMissing',
    'Generation 2 needs UEFI firmware, which this host lacks; Debian has it as "ovmf".',
  )
}

// Some nested hypervisors offer a processor feature that their guests then cannot set.
const PROCESSORS = [
  { accelerator: 'kvm', cpu: 'host' },
  { accelerator: 'kvm', cpu: 'host,arch-capabilities=off' },
  { accelerator: 'tcg', cpu: 'max' },
] as const

export type Processor = Pick<Platform, 'accelerator' | 'cpu'>

/** The first accelerator of those wanted that works here, found out by trying. */
export async function findProcessor(host: QemuHost, wanted: Accelerator): Promise<Processor> {
  const chosen = wanted === 'auto' && (await isVirtual()) ? 'tcg' : wanted
  const failures: string[] = []
  for (const processor of PROCESSORS) {
    if (chosen !== 'auto' && processor.accelerator !== chosen) continue
    if (processor.accelerator === 'tcg') return processor
    const failure = await tryProcessor(host, processor)
    if (failure === undefined) return processor
    failures.push(failure)
  }
  throw new Error(`QEMU cannot use ${wanted} here: ${failures.join('; ')}`)
}

/** In a virtual machine KVM is there at times, but firmware boots up to sixty times slower by it. */
async function isVirtual(): Promise<boolean> {
  return /^flags\s*:.* hypervisor\b/m.test(await readFile('/proc/cpuinfo', 'utf8'))
}

async function tryProcessor(host: QemuHost, { accelerator, cpu }: Processor) {
  const machine = ['-machine', 'pc', '-m', '16', '-accel', accelerator, '-cpu', cpu]
  const args = [...machine, '-nodefaults', '-display', 'none', '-S', '-qmp', 'stdio']
  const input = '{"execute":"qmp_capabilities"}\n{"execute":"quit"}\n'
  try {
    await host.run('qemu-system-x86_64', args, { input })
    return undefined
  } catch (error) {
    if (error instanceof CommandFailed) return error.message
    throw error
  }
}

/** The present version of a chipset: memory loads only into the very version it was saved in. */
export async function findMachine(host: QemuHost, generation: 1 | 2): Promise<string> {
  const chipset = generation === 1 ? 'pc' : 'q35'
  const list = await host.run('qemu-system-x86_64', ['-machine', 'help'])
  const version = new RegExp(`^${chipset} .*\\(alias of (\\S+)\\)`, 'm').exec(list)?.[1]
  if (!version) throw new Error(`QEMU does not say which version of ${chipset} it has.`)
  return version
}
