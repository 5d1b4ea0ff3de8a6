// What this service needs from outside. `src/main` fills it in.
import type { HypervisorDriver, StopHow } from '#drivers/hypervisor/port.ts'
import type { Engine } from '#engine/engine.ts'
import type { Random } from '#kernel/random.ts'
import type { Store } from '#store/tx.ts'
import { defaultEstate } from './estate/default-estate.ts'
import type { Estate } from './estate/estate.ts'

export interface ScvmmPorts {
  readonly store: Store
  readonly engine: Engine
  readonly hypervisor: HypervisorDriver
  readonly random: Random
  /** What VMM servers manage; absent: a small estate of ours. */
  readonly estate?: Estate | undefined
  readonly habits?: Partial<Habits> | undefined
}

/** Where the real service is not known well enough, or differs by time: the user may choose. */
export interface Habits {
  /** Seconds for `Retry-After`. The real service was never seen to send it, and clients wait 30 s. */
  readonly retryAfter: number
  /** How long after a server is connected its inventory appears. The real one: up to ten minutes. */
  readonly inventoryDelayMs: number
  /** What a shutdown through the guest does when the guest does not listen. */
  readonly shutdown: StopHow
  /** Whether a guest agent can be installed: most machines here run no guest that could take one. */
  readonly guestAgent: 'succeeds' | 'fails'
}

const defaultHabits: Habits = {
  retryAfter: 1,
  inventoryDelayMs: 0,
  shutdown: { graceMs: 5_000, otherwise: 'turnOff' },
  guestAgent: 'succeeds',
}

export const habitsOf = (ports: Pick<ScvmmPorts, 'habits'>): Habits => ({
  ...defaultHabits,
  ...ports.habits,
})

export const estateOf = (ports: Pick<ScvmmPorts, 'estate'>): Estate => ports.estate ?? defaultEstate
