// What must not compile. Each line that is marked is an error that the compiler expects there: where
// it finds none, `npm run check` fails. The tests only see that the compiler reads this file.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Handlers as Arm } from '#arm/handler.ts'
import type { Handlers as Batch } from '#batch/handler.ts'
import { type JobKey, jobKeyOf, type NodeId, type PoolKey, poolKeyOf } from '#batch/keys.ts'
import type { Handlers as Management } from '#batch/management/handler.ts'
import type { Handlers as Aks } from '#containerservice/handler.ts'
import { durable } from '#engine/operation.ts'
import type { Handlers as Hybrid } from '#hybridcompute/handler.ts'
import type { Handlers as Graph } from '#identity/graph/handler.ts'
import type { Handlers as Own } from '#lazuli/ports.ts'
import type { LazuliOptions } from '#library/options.ts'
import type { Handlers as Scvmm } from '#scvmm/handler.ts'
import type { Handlers as Storage } from '#storage/handler.ts'
import type { Shape } from '#store/read-json.ts'

const handler = async () => ({ status: 200 })

export const operations = [
  { Pool_Get: handler } satisfies Batch,
  { BatchAccount_Get: handler } satisfies Management,
  { ManagedClusters_Get: handler } satisfies Aks,
  { VirtualMachineInstances_Get: handler } satisfies Scvmm,
  { StorageAccounts_List: handler } satisfies Storage,
  { ResourceGroups_Get: handler } satisfies Arm,
  { Machines_Get: handler } satisfies Hybrid,
  { Clock_Get: handler } satisfies Own,
  { Users_Get: handler } satisfies Graph,
]

export const misspeltOperations = [
  // @ts-expect-error
  { Pool_Gett: handler } satisfies Batch,
  // @ts-expect-error
  { BatchAccount_Gett: handler } satisfies Management,
  // @ts-expect-error
  { ManagedClusters_Gett: handler } satisfies Aks,
  // @ts-expect-error
  { VirtualMachineInstances_Gett: handler } satisfies Scvmm,
  // @ts-expect-error
  { StorageAccounts_Lists: handler } satisfies Storage,
  // @ts-expect-error
  { ResourceGroups_Gett: handler } satisfies Arm,
  // @ts-expect-error
  { Machines_Gett: handler } satisfies Hybrid,
  // @ts-expect-error
  { Clock_Gett: handler } satisfies Own,
  // @ts-expect-error
  { Users_Gett: handler } satisfies Graph,
]

export const misspeltOptions: LazuliOptions[] = [
  // @ts-expect-error
  { timeScales: 60 },
  // @ts-expect-error
  { timeScale: 'fast' },
  // @ts-expect-error
  { nodes: 'imaginary' },
  // What is left out is left out: `exactOptionalPropertyTypes` is on.
  // @ts-expect-error
  { timeScale: undefined },
]

// @ts-expect-error
export const poolForJob: JobKey = poolKeyOf('pool1')
// @ts-expect-error
export const jobForNode: NodeId = jobKeyOf('job1')
// @ts-expect-error
export const textForPool: PoolKey = 'pool1'

interface Work {
  readonly cluster: string
  readonly nodes?: number
}

export const incompleteShapes: Shape<Work>[] = [
  // @ts-expect-error
  { cluster: 'string' },
  // @ts-expect-error
  { cluster: 'string?', nodes: 'number?' },
  // @ts-expect-error
  { cluster: 'string', nodes: 'number?', pools: 'array' },
]

// @ts-expect-error
export const withoutShape = durable<Work>('Things_Create', [])

test('the compiler reads this file, and silences nothing by it', () => {
  const { include } = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as { include: string[] }
  assert.ok(include.includes('tests'))
})
