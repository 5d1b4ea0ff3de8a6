// Keeps all that a server holds under a name, and brings it back: the store, the time, and the files of
// nodes and machines where they are wanted and can be copied. What runs at a restore ends.
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { removeAll } from '#files/remove.ts'
import { caches } from '#kernel/caching/caches.ts'
import { toIso } from '#kernel/instant.ts'
import { findClock, saveClock } from '#lazuli/clock/kept-clock.ts'
import { findPacing } from '#lazuli/pacing/kept-pacing.ts'
import type { LazuliPorts, Snapshot } from '#lazuli/ports.ts'
import { OUTSIDE } from '#library/keeping/backup.ts'
import { readJson, type Shape } from '#store/read-json.ts'
import { nodesKind } from '../machine.ts'
import type { Parts } from '../parts.ts'
import type { BatchRoom } from '../rooms/batch.ts'
import type { ScvmmRoom } from '../rooms/scvmm.ts'
import type { StorageRoom } from '../rooms/storage.ts'
import { Copies, copyFolder, isThere, removeCopies } from './folders.ts'
import type { Gate } from './gate.ts'

const MOST_SNAPSHOTS = 100
const STORE = 'store.db'
const BLOBS = 'storage'
const NOTE = 'snapshot.json'
const noteShape: Shape<Snapshot> = {
  name: 'string',
  takenAt: 'string',
  storeBytes: 'number',
  files: 'array',
  leftOut: 'array',
}

const filesLeftOut = (areOurs: boolean, areOutside: boolean): string =>
  areOurs ? `files of nodes${areOutside ? OUTSIDE : ''}` : 'files of simulated nodes'

/** What holds more than the store has. */
export interface SnapshotRooms {
  readonly batch: BatchRoom
  readonly scvmm: ScvmmRoom
  readonly storage: Pick<StorageRoom, 'whileResting'>
}

export class Snapshots {
  readonly #parts: Parts
  readonly #batch: BatchRoom
  readonly #scvmm: ScvmmRoom
  readonly #storage: SnapshotRooms['storage']
  readonly #gate: Gate
  /** What the last restore has put away, and what one that was killed had. */
  #removing: Promise<void>

  constructor(parts: Parts, rooms: SnapshotRooms, gate: Gate) {
    this.#parts = parts
    this.#batch = rooms.batch
    this.#scvmm = rooms.scvmm
    this.#storage = rooms.storage
    this.#gate = gate
    this.#removing = removeCopies(this.#folder)
  }

  get #folder(): string {
    return join(this.#parts.directory.path, 'snapshots')
  }

  async list(): Promise<readonly Snapshot[]> {
    const names = await readdir(this.#folder).catch(() => [])
    const found = await Promise.all(names.sort().map((name) => this.#find(name)))
    return found.filter((snapshot) => snapshot !== undefined)
  }

  async #find(name: string): Promise<Snapshot | undefined> {
    try {
      const note = await readFile(join(this.#folder, name, NOTE), 'utf8')
      return readJson(note, noteShape, { table: 'snapshots', key: name, column: NOTE })
    } catch {
      // It has none, or half of one: a save was cut off.
      return undefined
    }
  }

  async save(name: string, withFiles: boolean): ReturnType<LazuliPorts['snapshots']['save']> {
    if (await this.#find(name)) return { refused: `There is a snapshot ${name} already.` }
    if ((await this.list()).length >= MOST_SNAPSHOTS) {
      return { refused: `There are ${MOST_SNAPSHOTS} snapshots: remove some.` }
    }
    const { store, clock, faults, directory } = this.#parts
    const folder = join(this.#folder, name)
    // What a save that was cut off left.
    if (await isThere(folder)) await removeAll(folder)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await faults.settled()
    await store.write((tx) => saveClock(tx, clock.state))
    const takenAt = toIso(clock.now())
    await directory.contents.copyTo(join(folder, STORE))
    const { folders, leftOut } = await this.#files(withFiles)
    for (const each of folders) {
      const from = join(this.#parts.directory.path, each)
      await this.#still(each, async () => {
        if (await isThere(from)) await copyFolder(from, join(folder, each))
      })
    }
    const { size } = await stat(join(folder, STORE))
    const saved = { name, takenAt, storeBytes: size, files: folders, leftOut }
    // Last: without it there is no snapshot.
    await writeFile(join(folder, NOTE), JSON.stringify(saved), { mode: 0o600 })
    return { saved }
  }

  async #files(withFiles: boolean) {
    const { options, replacements, machine } = this.#parts
    const isOurs = replacements.nodes === undefined && nodesKind(options) === 'local'
    const hasNodes = await this.#batch.hasNodes()
    const folders: string[] = []
    const leftOut: string[] = []
    // Where tasks have users of their own, nodes' files are outside of the data directory.
    const isInside = isOurs && (await machine()).separation !== 'uid'
    if (isInside && withFiles) folders.push('compute')
    else if (hasNodes) leftOut.push(filesLeftOut(isOurs, withFiles && !isInside))
    if (await this.#scvmm.hasMachines()) {
      const isStill =
        replacements.hypervisor === undefined &&
        ((await machine()).hypervisor === 'simulated' || !(await this.#scvmm.runsMachines()))
      if (isStill) folders.push('hypervisor')
      else leftOut.push('disks of virtual machines')
    } else if (replacements.hypervisor === undefined) folders.push('hypervisor')
    if (options.storage && withFiles) folders.push(BLOBS)
    else if (options.storage) leftOut.push('blobs')
    return { folders, leftOut }
  }

  /** Nothing changes in the folder meanwhile. */
  async #still(folder: string, work: () => Promise<void>): Promise<void> {
    if (folder === BLOBS) await this.#storage.whileResting(work)
    else await work()
  }

  async restore(name: string): Promise<Snapshot | undefined> {
    const snapshot = await this.#find(name)
    if (!snapshot) return undefined
    const folder = join(this.#folder, name)
    await this.#removing
    // While what runs goes on, and is ended.
    const copying = Copies.of(folder, snapshot.files, this.#folder)
    copying.catch(() => undefined)
    const { contents, path } = this.#parts.directory
    const change = async (): Promise<void> => {
      const copies = await copying
      await contents.copyFrom(join(folder, STORE))
      for (const each of snapshot.files) {
        await this.#still(each, () => copies.exchange(each, join(path, each)))
      }
    }
    try {
      await this.#exchange(change, snapshot)
    } finally {
      this.#removing = copying
        .then((copies) => copies.remove())
        .catch((error) => this.#parts.report('snapshots', error))
    }
    return snapshot
  }

  async remove(name: string): Promise<boolean> {
    if (!(await this.#find(name))) return false
    await removeAll(join(this.#folder, name))
    return true
  }

  /** As the server was when it had just been started. False: it began with what another had kept. */
  async reset(): Promise<boolean> {
    const { contents, isNew } = this.#parts.directory
    if (!isNew) return false
    const none = { files: ['hypervisor'] }
    const change = async (): Promise<void> => {
      await contents.forget()
      const place = join(this.#parts.directory.path, 'hypervisor')
      if (await isThere(place)) await removeAll(place)
    }
    await this.#exchange(change, none)
    return true
  }

  /** Nothing goes on while the store is exchanged. What ran is ended before, and begun anew after. */
  async #exchange(change: () => Promise<void>, { files }: Pick<Snapshot, 'files'>): Promise<void> {
    const { background, clock, engine, faults, store, subscriptions } = this.#parts
    await this.#gate.closed(async () => {
      await Promise.all([background.stop(), this.#batch.pause()])
      await faults.settled()
      try {
        await this.#batch.endNodes()
        if (files.includes('hypervisor')) await this.#scvmm.endMachines()
        await change()
        for (const cache of caches()) cache.drop()
        const time = await findClock(store)
        if (time) clock.restore(time)
        engine.pace(await findPacing(store))
        await faults.load()
        await subscriptions.load()
        await this.#scvmm.estates.load()
        await this.#batch.endpoints.follow()
      } finally {
        await this.#batch.goOn()
        background.resume()
        await this.#scvmm.goOn()
      }
    })
  }
}
