import type { Handlers, LazuliPorts } from '../ports.ts'

const told = async ({ batch: { intake } }: LazuliPorts) => ({
  status: 200 as const,
  body: { draining: intake.isClosed, running: await intake.running() },
})

export const drainHandlers = {
  async Drain_Get(_, ports) {
    return told(ports)
  },

  async Drain_Begin(_, ports) {
    ports.batch.intake.close()
    return told(ports)
  },

  async Drain_End(_, ports) {
    ports.batch.intake.open()
    return told(ports)
  },
} satisfies Handlers
