// What every node provider must do, as tests. A provider's own test file calls `providerConformance`.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { NodeProvider, NodeReport, NodeRequest } from '../provider.ts'

export interface ProviderHarness {
  readonly provider: NodeProvider
  end(): Promise<void>
}

export const aRequest = (more: Partial<NodeRequest> = {}): NodeRequest => ({
  nodeId: 'node-1',
  bootId: 'boot-1',
  pool: 'account/pool-1',
  vmSize: 'standard_d2s_v3',
  cores: 2,
  memoryMiB: 8192,
  isLowPriority: false,
  ...more,
})

/** Reads a provider's reports and remembers them all, so that a test can wait for one. */
export class ProviderObserver {
  readonly reports: NodeReport[] = []
  readonly #stopping = new AbortController()
  readonly #done: Promise<void>
  readonly #waiting = new Set<() => void>()

  constructor(provider: NodeProvider) {
    this.#done = this.#read(provider)
  }

  async #read(provider: NodeProvider): Promise<void> {
    for await (const batch of provider.observe(this.#stopping.signal)) {
      this.reports.push(...batch)
      for (const wake of this.#waiting) wake()
      this.#waiting.clear()
    }
  }

  /** The first report of this, `from` the given number of reports on. */
  async until(bootId: string, state: NodeReport['state'], from = 0): Promise<NodeReport> {
    for (;;) {
      const report = this.reports
        .slice(from)
        .find((each) => each.bootId === bootId && each.state === state)
      if (report) return report
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#done
  }
}

interface Scene extends ProviderHarness {
  readonly observer: ProviderObserver
}

export function providerConformance(name: string, make: () => Promise<ProviderHarness>): void {
  const scene = (title: string, play: (scene: Scene) => Promise<void>): void => {
    test(title, { timeout: 60_000 }, async () => {
      const harness = await make()
      const observer = new ProviderObserver(harness.provider)
      try {
        await play({ ...harness, observer })
      } finally {
        await observer.stop()
        await harness.end()
      }
    })
  }
  describe(`${name}: provider`, () => {
    scene('a node that is requested comes up, and says so whenever it is requested', async (s) => {
      await s.provider.request(aRequest())
      await s.observer.until('boot-1', 'up')
      const seen = s.observer.reports.length
      await s.provider.request(aRequest())
      await s.observer.until('boot-1', 'up', seen)
    })

    scene('a node that is there is the one that was requested first', async (s) => {
      await s.provider.request(aRequest())
      await s.provider.request(aRequest({ bootId: 'boot-2' }))
      await s.provider.request(aRequest({ nodeId: 'node-2', bootId: 'boot-3' }))
      await s.observer.until('boot-3', 'up')
      assert.ok(s.observer.reports.every(({ bootId }) => bootId !== 'boot-2'))
    })

    scene('a released node is gone, and comes back by another boot', async (s) => {
      for (const [bootId, keepsDisk] of [
        ['boot-1', true],
        ['boot-2', false],
      ] as const) {
        await s.provider.request(aRequest({ bootId }))
        await s.observer.until(bootId, 'up')
        await s.provider.release('node-1', { keepsDisk })
        await s.provider.release('node-1', { keepsDisk })
        await s.observer.until(bootId, 'gone')
      }
    })

    scene('a node that never was counts as released', async (s) => {
      await s.provider.release('nowhere')
      await s.provider.release('nowhere', { keepsDisk: true })
    })

    scene('an observer is told of every node that is there', async (s) => {
      await s.provider.request(aRequest())
      await s.provider.request(aRequest({ nodeId: 'node-2', bootId: 'boot-2' }))
      await s.observer.until('boot-2', 'up')
      await s.observer.stop()
      const next = new ProviderObserver(s.provider)
      await next.until('boot-1', 'up')
      await next.until('boot-2', 'up')
      await next.stop()
    })

    scene('reports that were not called safe are told to the next observer', async (s) => {
      await s.observer.stop()
      await s.provider.request(aRequest())
      await s.provider.release('node-1')
      // Leaves while it handles the batch, as a crash would: nothing in it counts as safe.
      for await (const batch of s.provider.observe(new AbortController().signal)) {
        if (batch.some(({ state }) => state === 'gone')) break
      }
      const next = new ProviderObserver(s.provider)
      await next.until('boot-1', 'gone')
      await next.stop()
    })
  })
}
