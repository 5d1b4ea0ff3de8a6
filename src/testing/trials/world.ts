import type { TestContext } from 'node:test'
import type { BackgroundOptions } from '#engine/background.ts'
import { type ServerClock, steppedClock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import { backgroundOf } from '#main/background.ts'
import type { SqliteStore } from '#store/sqlite/sqlite.ts'
import { SOME_MOMENT } from '../clock.ts'
import { temporaryStore } from '../store.ts'

/** What a durable operation needs to live: a store, a clock that the test steps, and an engine. */
export interface World {
  readonly store: SqliteStore
  readonly clock: ServerClock
  readonly engine: Engine
}

/** An engine alone: for what a server would only hide. */
export const anEngine = (options: BackgroundOptions): Engine => backgroundOf(options).engine

/** A world of its own, gone after the test. Errors of steps that are tried again are kept in `retries`. */
export async function aWorld(
  t: Pick<TestContext, 'after'>,
  options: Partial<BackgroundOptions> = {},
): Promise<World & { readonly retries: unknown[] }> {
  const store = await temporaryStore(t)
  // What happens here happens in memory: there is no disk to be patient with.
  const clock = steppedClock(SOME_MOMENT)
  const retries: unknown[] = []
  const onRetry = (_: string, error: unknown): void => void retries.push(error)
  const engine = anEngine({ store, clock, onRetry, ...options })
  t.after(() => engine.stop())
  return { store, clock, engine, retries }
}

/** Begins an operation and wakes the engine. */
export async function begun<Input>(
  { store, engine }: Pick<World, 'store' | 'engine'>,
  kind: Durable<Input>,
  input: Input,
  resource = '/some/resource',
): Promise<Operation<Input>> {
  const operation = await store.write((tx) => engine.begin(tx, kind, { resource, input }))
  engine.wake()
  return operation
}

/** Steps the clock as far as it takes until the operation has ended; answers how it did. */
export async function ended(
  { store, clock, engine }: World,
  { id }: Pick<Operation, 'id'>,
): Promise<Operation> {
  for (;;) {
    await engine.idle()
    const operation = (await findOperation(store, id))!
    if (operation.endedAt !== undefined) return operation
    if (!(await clock.stepToNext())) throw new Error(`${operation.kind} waits for no moment`)
  }
}
