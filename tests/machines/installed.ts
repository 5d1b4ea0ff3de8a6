// What the tests of this folder need: they fail where it is missing, instead of being left out.
import { existsSync } from 'node:fs'
import { findFirmware, whyNoQemu } from '#drivers/hypervisor/qemu/qemu-platform.ts'

const INSTALL = 'apt-get install qemu-system-x86 qemu-utils ovmf mpich'

/** Throws with what to do unless machines can run here, and boot by UEFI. */
export async function needQemu(): Promise<void> {
  const lacking = await whyNoQemu()
  if (lacking !== undefined) throw new Error(`${lacking}: ${INSTALL}`)
  await findFirmware()
}

/** Throws with what to do unless Debian's MPICH is here. */
export function needMpi(): void {
  const files = ['/usr/bin/mpiexec.hydra', '/usr/lib/x86_64-linux-gnu/libmpich.so.12']
  const missing = files.find((file) => !existsSync(file))
  if (missing !== undefined) throw new Error(`${missing} is missing: ${INSTALL}`)
}
