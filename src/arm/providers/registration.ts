import type { Instant } from '#kernel/instant.ts'
import type { ArmPorts } from '../ports.ts'
import type { Provider } from './provider.ts'

export const savedStates = {
  Registered: true,
  NotRegistered: true,
  Registering: true,
  Unregistering: true,
} as const
export type SavedState = keyof typeof savedStates

/** A subscription's registration to use a namespace. */
export interface Registration {
  readonly state: SavedState
  /** When Registering turns Registered, or Unregistering NotRegistered. */
  readonly settlesAt?: Instant
}

/** How long the real one takes to register or unregister. */
export const SETTLING_MS = 10_000

/** The state at `now`. Nothing is saved when a state settles: the time alone decides. */
export function stateAt(
  registration: Registration | undefined,
  byDefault: 'Registered' | 'NotRegistered',
  now: Instant,
): SavedState {
  if (!registration) return byDefault
  const { state, settlesAt } = registration
  if (settlesAt === undefined || now < settlesAt) return state
  if (state === 'Registering') return 'Registered'
  return state === 'Unregistering' ? 'NotRegistered' : state
}

/** The state of a provider as a subscription sees it at the moment. */
export function registrationState(
  ports: Pick<ArmPorts, 'registeredByDefault'>,
  provider: Pick<Provider, 'isFree'>,
  registration: Registration | undefined,
  now: Instant,
): SavedState {
  if (provider.isFree) return 'Registered'
  const byDefault = ports.registeredByDefault === false ? 'NotRegistered' : 'Registered'
  return stateAt(registration, byDefault, now)
}

/** Clients may go on as soon as registration has begun: regions become ready one by one. */
export const mayUse = (state: SavedState): boolean =>
  state === 'Registered' || state === 'Registering'
