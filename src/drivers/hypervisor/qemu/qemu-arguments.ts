// The command line of one machine. Pure.
import { FIRMWARE_FILE, filesOf, STATE_FILE, type VmFiles, type VmRecord } from './qemu-record.ts'

export const SERIAL = 'serial0'

/**
 * To be run in the machine's directory: the socket's name is short wherever that lies.
 * Paused, the processors wait for a command.
 */
export function qemuArguments(vm: VmRecord, files: VmFiles, isPaused: boolean): string[] {
  const { platform, hardware } = vm
  const flash = platform.firmware ? ',pflash0=firmware-code,pflash1=firmware' : ''
  return [
    ...['-name', vm.id, '-uuid', vm.uuid, '-nodefaults', '-no-user-config'],
    ...['-display', 'none', '-daemonize', '-pidfile', files.pid],
    ...['-qmp', 'unix:qmp.sock,server=on,wait=off'],
    ...['-machine', platform.machine + flash],
    ...['-accel', platform.accelerator, '-cpu', platform.cpu],
    ...['-smp', String(hardware.cpuCount), '-m', String(hardware.memoryMB)],
    ...['-boot', 'menu=off,strict=on', '-device', 'VGA'],
    ...['-chardev', `ringbuf,id=${SERIAL},size=65536`, '-device', `isa-serial,chardev=${SERIAL}`],
    ...(platform.firmware ? firmwareNode(platform.firmware) : []),
    ...filesOf(vm, hardware).flatMap((file) => imageNode(file, files)),
    ...diskDevices(vm),
    ...networkDevices(vm),
    ...(isPaused ? ['-S'] : []),
  ]
}

const node = (definition: object): string[] => ['-blockdev', JSON.stringify(definition)]

const imageNode = (file: string, files: VmFiles): string[] =>
  node({
    driver: 'qcow2',
    'node-name': file,
    discard: 'unmap',
    file: { driver: 'file', filename: files.image(file), discard: 'unmap' },
  })

const firmwareNode = (code: string): string[] =>
  node({
    driver: 'raw',
    'node-name': `${FIRMWARE_FILE}-code`,
    'read-only': true,
    file: { driver: 'file', filename: code },
  })

function diskDevices({ hardware, generation }: VmRecord): string[] {
  const scsiBuses = new Set(
    hardware.disks.filter(({ controller }) => controller === 'scsi').map(({ bus }) => bus),
  )
  const controllers = [...scsiBuses].flatMap((bus) => ['-device', `virtio-scsi-pci,id=scsi${bus}`])
  const disks = hardware.disks.flatMap(({ controller, bus, lun, file }, index) => {
    const place =
      controller === 'scsi'
        ? `scsi-hd,bus=scsi${bus}.0,scsi-id=${lun},lun=0`
        : `ide-hd,${idePlace(generation, bus, lun)}`
    return ['-device', `${place},drive=${file},id=${deviceOf(file)},bootindex=${index}`]
  })
  return [...controllers, ...disks]
}

/** The older chipset has two channels with two units each, the newer one six of one. */
const idePlace = (generation: 1 | 2, bus: number, lun: number): string =>
  generation === 1 ? `bus=ide.${bus},unit=${lun}` : `bus=ide.${bus * 2 + lun}`

/** What QEMU calls the device that shows an image to the guest. */
export const deviceOf = (file: string): string => `${file}-device`

/** Guests reach nothing: not each other, not the host. One not connected has no peer. */
function networkDevices({ hardware }: VmRecord): string[] {
  return hardware.networkInterfaces.flatMap(({ macAddress, connected }, index) => {
    const peer = connected ? `,netdev=net${index}` : ''
    const device = `virtio-net-pci,id=nic${index},mac=${macAddress},romfile=${peer}`
    const network = connected ? ['-netdev', `user,id=net${index},restrict=on`] : []
    return [...network, '-device', device]
  })
}

/** The image that takes the memory of checkpoints. */
export const MEMORY_NODE = STATE_FILE
