// What every hypervisor driver promises, as tests: each driver's own test file runs all of them.
import { suite } from 'node:test'
import { checkpoints } from './conformance-checkpoints.ts'
import { crashes } from './conformance-crashes.ts'
import type { OpenHarness } from './conformance-harness.ts'
import { machines } from './conformance-machines.ts'
import { trees } from './conformance-trees.ts'

export interface ConformanceOptions {
  /** How many checkpoint trees are grown at random. */
  readonly treeRuns: number
}

/** Registers the suite for the drivers that `open` gives. */
export function conformance(name: string, open: OpenHarness, options: ConformanceOptions): void {
  suite(`${name} keeps the hypervisor's promises`, () => {
    machines(open)
    checkpoints(open)
    trees(open, options.treeRuns)
    crashes(open)
  })
}
