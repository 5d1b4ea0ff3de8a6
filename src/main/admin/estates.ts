// Estates that were seeded: kept in the store, so that snapshots and restarts know them.
import type { Estate, EstateServer } from '#scvmm/estate/estate.ts'
import { type Place, readJsonList, type Shape } from '#store/read-json.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Reader, Store } from '#store/tx.ts'

const NAME = 'estates'
const place: Place = { table: 'setting', key: NAME, column: 'value' }
const shape: Shape<EstateServer> = {
  fqdn: 'string?',
  version: 'string',
  reachable: 'boolean',
  clouds: 'array',
  virtualNetworks: 'array',
  virtualMachineTemplates: 'array',
  virtualMachines: 'array',
}

async function seededIn(reader: Reader): Promise<Estate> {
  const kept = await findSetting(reader, NAME)
  return kept === undefined ? [] : readJsonList(kept, shape, place)
}

/** `*` stands for servers that no estate names. */
const nameOf = ({ fqdn = '*' }: Pick<EstateServer, 'fqdn'>): string => fqdn.toLowerCase()

export class Estates {
  readonly #store: Store
  readonly #given: Estate | undefined
  #others: Estate = []
  #seeded: Estate = []

  /** `given`: of the file that the server was started with, if there was one. */
  constructor(store: Store, given: Estate | undefined) {
    this.#store = store
    this.#given = given
  }

  /** Those that were seeded come before the others. Undefined: there is what is there by itself. */
  get all(): Estate | undefined {
    return this.#seeded.length === 0 ? this.#given : [...this.#seeded, ...this.#others]
  }

  async load(): Promise<void> {
    const seeded = await seededIn(this.#store)
    if (seeded.length > 0) {
      const standard = async () => (await import('#scvmm/estate/default-estate.ts')).defaultEstate
      this.#others = this.#given ?? (await standard())
    }
    this.#seeded = seeded
  }

  /** False: there is one of this name, which stays. */
  add(server: EstateServer): Promise<boolean> {
    return this.#change((seeded) =>
      seeded.some((each) => nameOf(each) === nameOf(server)) ? undefined : [...seeded, server],
    )
  }

  async remove(fqdn: string): Promise<void> {
    await this.#change((seeded) => seeded.filter((each) => nameOf(each) !== fqdn.toLowerCase()))
  }

  /** One change after the other, each of what the store has. Undefined: nothing changes. */
  async #change(make: (seeded: Estate) => Estate | undefined): Promise<boolean> {
    const changed = await this.#store.write(async (tx) => {
      const next = make(await seededIn(tx))
      if (next) await saveSetting(tx, NAME, JSON.stringify(next))
      return next !== undefined
    })
    if (changed) await this.load()
    return changed
  }
}
