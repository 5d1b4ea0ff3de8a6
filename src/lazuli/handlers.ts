import { clockHandlers } from './clock/clock.handlers.ts'
import { faultHandlers } from './faults.handlers.ts'
import { journalHandlers } from './journal.handlers.ts'
import { operationHandlers } from './operations.handlers.ts'
import { pacingHandlers } from './pacing/pacing.handlers.ts'
import type { Handlers } from './ports.ts'
import { serverHandlers } from './server.handlers.ts'
import { servicesHandlers } from './services.handlers.ts'
import { snapshotHandlers } from './snapshots.handlers.ts'

/** Every handler of the service. */
export const handlers: Handlers = {
  ...clockHandlers,
  ...faultHandlers,
  ...journalHandlers,
  ...operationHandlers,
  ...pacingHandlers,
  ...serverHandlers,
  ...servicesHandlers,
  ...snapshotHandlers,
}
