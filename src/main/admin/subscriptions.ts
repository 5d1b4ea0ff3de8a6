// The subscriptions of this server: the first, and those that were added.
import type { Subscription } from '#arm/ports.ts'
import { type Place, readJsonList, type Shape } from '#store/read-json.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Store } from '#store/tx.ts'

const NAME = 'subscriptions'
const place: Place = { table: 'setting', key: NAME, column: 'value' }
const shape: Shape<Subscription> = { subscriptionId: 'string', displayName: 'string' }
/** A session of tests has one for each. */
const MOST_SUBSCRIPTIONS = 10_000

export class Subscriptions {
  readonly #store: Store
  readonly #first: Subscription
  #all: readonly Subscription[]

  constructor(store: Store, firstId: string) {
    this.#store = store
    this.#first = { subscriptionId: firstId, displayName: 'Lazuli' }
    this.#all = [this.#first]
  }

  get all(): readonly Subscription[] {
    return this.#all
  }

  has(id: string): boolean {
    const key = id.toLowerCase()
    return this.#all.some(({ subscriptionId }) => subscriptionId === key)
  }

  /** Takes up what the store has: at the start, and when another store has come in its place. */
  async load(): Promise<void> {
    const kept = await findSetting(this.#store, NAME)
    const added = kept === undefined ? [] : readJsonList(kept, shape, place)
    this.#all = [this.#first, ...added]
  }

  /** False: there are as many as there may be. */
  async add(subscription: Subscription): Promise<boolean> {
    if (this.#all.length > MOST_SUBSCRIPTIONS) return false
    this.#all = [...this.#all, subscription]
    await this.#store.write((tx) => saveSetting(tx, NAME, JSON.stringify(this.#all.slice(1))))
    return true
  }
}
