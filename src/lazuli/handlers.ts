import { clockHandlers } from './clock/clock.handlers.ts'
import { faultHandlers } from './faults.handlers.ts'
import { historyHandlers } from './histories.handlers.ts'
import { journalHandlers } from './journal.handlers.ts'
import { operationHandlers } from './operations.handlers.ts'
import { pacingHandlers } from './pacing/pacing.handlers.ts'
import type { Handlers } from './ports.ts'
import { searchHandlers } from './search.handlers.ts'
import { seedHandlers } from './seed/seed.handlers.ts'
import { subscriptionHandlers } from './seed/subscriptions.handlers.ts'
import { drainHandlers } from './server/drain.handlers.ts'
import { serverHandlers } from './server/server.handlers.ts'
import { servicesHandlers } from './services.handlers.ts'
import { snapshotHandlers } from './snapshots.handlers.ts'

/** Every handler of the service. */
export const handlers: Handlers = {
  ...clockHandlers,
  ...drainHandlers,
  ...faultHandlers,
  ...historyHandlers,
  ...journalHandlers,
  ...operationHandlers,
  ...pacingHandlers,
  ...searchHandlers,
  ...seedHandlers,
  ...serverHandlers,
  ...servicesHandlers,
  ...snapshotHandlers,
  ...subscriptionHandlers,
}
