// Adds tasks to a job at an even pace: a process of its own, so that what it costs hinders neither
// the one that measures nor is hindered by it. Says `adding` when it begins and `added` at its end.
import { readFileSync } from 'node:fs'
import type { Ready } from '../../../src/library/ready/ready.ts'
import { batchCaller } from './batch-caller.ts'

export interface AddingOrder {
  readonly ready: Ready
  readonly job: string
  readonly perSecond: number
  readonly perCall: number
  readonly seconds: number
}

const order = JSON.parse(readFileSync(0, 'utf8')) as AddingOrder
const { job, perSecond, perCall } = order
const caller = batchCaller(order.ready, 4)
const tell = (what: string): void => void process.stdout.write(`${what}\n`)

async function add(first: number): Promise<void> {
  const value = Array.from({ length: perCall }, (_, i) => ({
    id: `t${first + i}`,
    commandLine: '/bin/true',
  }))
  await caller.call('POST', `/jobs/${job}/addtaskcollection`, { value })
}

tell('adding')
const began = performance.now()
const calls: Promise<void>[] = []
for (let first = 0; first < perSecond * order.seconds; first += perCall) {
  const wait = began + (first / perSecond) * 1000 - performance.now()
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  // Not awaited: a server that is slow to answer must not slow down what it is to bear.
  calls.push(add(first))
}
await Promise.all(calls)
tell('added')
caller.close()
