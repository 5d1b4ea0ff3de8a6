// The disks of a machine as a client wants them. What VMM would refuse throws an `OperationFailure`.

import type { DiskWire } from '../../answers/wire.ts'
import { failure, failureOf } from '../../errors.ts'
import { type HostDisk, isDifferencing } from '../../host-machines/host-machine.ts'
import { guidOf } from '../../ids.ts'
import { limits } from '../../limits.ts'

const invalid = (reason: string) => failureOf(failure('InvalidHardware', { reason }))

/** Places on the controllers of Hyper-V. */
const PLACES = { IDE: { buses: 2, luns: 2 }, SCSI: { buses: 4, luns: 64 } } as const

const named = (disk: DiskWire): string => disk.name ?? disk.diskId ?? 'the disk'

function busTypeOf(disk: DiskWire): 'IDE' | 'SCSI' | undefined {
  if (disk.busType === undefined) return undefined
  const word = disk.busType.toUpperCase()
  if (word === 'IDE' || word === 'SCSI') return word
  throw invalid(`Bus type '${disk.busType}' of '${named(disk)}' must be IDE or SCSI.`)
}

/** `Differencing` is what clients read of a disk with checkpoints and send back: no request. */
function vhdTypeOf(disk: DiskWire): 'Dynamic' | 'Fixed' | undefined {
  const word = disk.vhdType?.toLowerCase()
  if (word === undefined || word === 'differencing') return undefined
  if (word === 'dynamic') return 'Dynamic'
  if (word === 'fixed') return 'Fixed'
  throw invalid(`Disk type '${disk.vhdType}' of '${named(disk)}' must be Dynamic or Fixed.`)
}

interface Place {
  readonly busType: 'IDE' | 'SCSI'
  readonly bus: number
  readonly lun: number
}

const isAt = (disk: Place, place: Place): boolean =>
  disk.busType === place.busType && disk.bus === place.bus && disk.lun === place.lun

/** Where the client wants the disk; what it leaves open is the next free place. */
function placeFor(sent: DiskWire, standard: Place | undefined, others: readonly Place[]): Place {
  const busType = busTypeOf(sent) ?? standard?.busType ?? 'SCSI'
  const moved = standard !== undefined && busType !== standard.busType
  const bus = sent.bus ?? (moved ? undefined : standard?.bus)
  const lun = sent.lun ?? (moved ? undefined : standard?.lun)
  const { buses, luns } = PLACES[busType]
  for (let b = bus ?? 0; b < (bus === undefined ? buses : bus + 1); b++) {
    for (let l = lun ?? 0; l < (lun === undefined ? luns : lun + 1); l++) {
      const place = { busType, bus: b, lun: l }
      const isFixed = bus !== undefined && lun !== undefined
      if (isFixed || !others.some((other) => isAt(other, place)))
        return checked(sent, place, others)
    }
  }
  throw invalid(`There is no free place for '${named(sent)}'.`)
}

function checked(sent: DiskWire, place: Place, others: readonly Place[]): Place {
  const { busType, bus, lun } = place
  const { buses, luns } = PLACES[busType]
  const isThere = bus >= 0 && bus < buses && lun >= 0 && lun < luns
  if (!isThere) throw invalid(`'${named(sent)}' cannot be at ${busType} ${bus}:${lun}.`)
  if (others.some((other) => isAt(other, place))) {
    throw invalid(`Two disks cannot be at ${busType} ${bus}:${lun}.`)
  }
  return place
}

function capacityOf(sent: DiskWire): number {
  const { min, max } = limits.diskSizeGB
  const size = sent.diskSizeGB
  if (size === undefined || size < min || size > max) {
    throw invalid(`'${named(sent)}' needs a size of ${min} to ${max} GB.`)
  }
  return size
}

const policyOf = ({ storageQoSPolicy }: DiskWire) => (storageQoSPolicy ? { storageQoSPolicy } : {})

/** A disk that the machine does not have yet. */
export function newDisk(
  sent: DiskWire,
  others: readonly HostDisk[],
  owner: { readonly name: string; readonly words: string },
): HostDisk {
  const place = placeFor(sent, undefined, others)
  const id = guidOf(`${owner.words} disk ${others.length}`)
  const file = sent.name ?? `${owner.name}_${place.busType}${place.bus}_${place.lun}`
  return {
    key: guidOf(`${id} key`),
    diskId: id,
    ...(sent.name === undefined ? {} : { name: sent.name }),
    file,
    baseFile: file,
    vhdType: vhdTypeOf(sent) ?? 'Dynamic',
    vhdFormatType: 'VHDX',
    volumeType: others.length === 0 ? 'BootAndSystem' : 'None',
    capacityGB: capacityOf(sent),
    usedBytes: 0,
    usedBelow: 0,
    ...place,
    ...policyOf(sent),
  }
}

/** A template's disk with what the client wants otherwise. */
export function overriddenDisk(
  disk: HostDisk,
  sent: DiskWire,
  others: readonly HostDisk[],
): HostDisk {
  const wanted = sent.diskSizeGB ?? disk.capacityGB
  if (wanted < disk.capacityGB && wanted > 0) throw shrinks(disk)
  return {
    ...disk,
    ...(sent.name === undefined ? {} : { name: sent.name }),
    ...placeFor(sent, disk, others),
    ...policyOf(sent),
    vhdType: vhdTypeOf(sent) ?? disk.vhdType,
    capacityGB: Math.max(disk.capacityGB, wanted),
    templateDiskId: sent.templateDiskId,
  }
}

const shrinks = (disk: HostDisk) =>
  failureOf(
    failure('DiskCannotShrink', { disk: disk.name ?? disk.file, size: String(disk.capacityGB) }),
  )

/**
 * All disks that the machine shall have. One that is there is found by its id, then by its name;
 * those that are left out go.
 */
export function wantedDisks(
  before: readonly HostDisk[],
  sent: readonly DiskWire[],
  owner: { readonly name: string; readonly words: string; readonly hasCheckpoints: boolean },
): HostDisk[] {
  const matched = matchAll(before, sent, {
    id: [({ diskId }) => diskId, ({ diskId }) => diskId],
    name: [({ name }) => name, ({ name }) => name],
  })
  const wanted: HostDisk[] = []
  for (const [i, each] of sent.entries()) {
    // A new one takes what the others leave: those that are there, where they shall be.
    const rest = matched.slice(i + 1).flatMap((other, j) => {
      return other ? [atSentPlace(other, sent[i + 1 + j]!)] : []
    })
    const others = [...wanted, ...rest]
    const disk = matched[i]
    wanted.push(
      disk
        ? changedDisk(disk, each, others, owner.hasCheckpoints)
        : newDisk(each, others, { ...owner, words: `${owner.words} ${i}` }),
    )
  }
  return wanted
}

const atSentPlace = (disk: HostDisk, sent: DiskWire): HostDisk => ({
  ...disk,
  busType: busTypeOf(sent) ?? disk.busType,
  bus: sent.bus ?? disk.bus,
  lun: sent.lun ?? disk.lun,
})

/**
 * Clients send back what they read. The size that they read is the space used, so that a size up to
 * the capacity is no request; and a type says nothing while the disk keeps differences.
 */
function changedDisk(
  disk: HostDisk,
  sent: DiskWire,
  others: readonly HostDisk[],
  hasCheckpoints: boolean,
): HostDisk {
  const capacityGB = Math.max(disk.capacityGB, sent.diskSizeGB ?? 0)
  if (capacityGB > limits.diskSizeGB.max) capacityOf(sent)
  if (capacityGB > disk.capacityGB && hasCheckpoints) {
    throw failureOf(failure('DiskHasCheckpoints', { disk: disk.name ?? disk.file }))
  }
  const vhdType = isDifferencing(disk) ? disk.vhdType : (vhdTypeOf(sent) ?? disk.vhdType)
  return {
    ...disk,
    ...(sent.name === undefined ? {} : { name: sent.name }),
    ...placeFor(sent, disk, others),
    ...policyOf(sent),
    vhdType,
    capacityGB,
  }
}

type Key<T> = (item: T) => string | undefined

/** What of `before` each of `sent` means: by id, then by name among what is left. Undefined: new. */
export function matchAll<Before, Sent>(
  before: readonly Before[],
  sent: readonly Sent[],
  keys: {
    readonly id: readonly [Key<Before>, Key<Sent>]
    readonly name: readonly [Key<Before>, Key<Sent>]
  },
): (Before | undefined)[] {
  const left = new Set(before)
  const matched: (Before | undefined)[] = sent.map(() => undefined)
  for (const [ofBefore, ofSent] of [keys.id, keys.name]) {
    for (const [i, each] of sent.entries()) {
      const wanted = ofSent(each)?.toLowerCase()
      if (matched[i] !== undefined || !wanted) continue
      const found = [...left].find((one) => ofBefore(one)?.toLowerCase() === wanted)
      if (!found) continue
      matched[i] = found
      left.delete(found)
    }
  }
  return matched
}
