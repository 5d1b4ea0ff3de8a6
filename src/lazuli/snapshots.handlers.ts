import { told } from './clock/clock.handlers.ts'
import { lazuliError } from './errors.ts'
import type { Handlers } from './ports.ts'

const missing = (name: string) =>
  lazuliError('NotFound', {
    what: `There is no snapshot ${name}. \`lazuli snapshot list\` shows those that there are.`,
  })

export const snapshotHandlers = {
  async Snapshots_List(_, { snapshots }) {
    return { status: 200, body: { value: await snapshots.list() } }
  },

  async Snapshots_Save({ body: { name, files = false } }, { snapshots }) {
    const result = await snapshots.save(name, files)
    if ('refused' in result) throw lazuliError('NotNow', { reason: result.refused })
    return { status: 200, body: result.saved }
  },

  async Snapshots_Restore({ params: { name } }, { snapshots }) {
    const body = await snapshots.restore(name)
    if (!body) throw missing(name)
    return { status: 200, body }
  },

  async Snapshots_Remove({ params: { name } }, { snapshots }) {
    const body = (await snapshots.list()).find((snapshot) => snapshot.name === name)
    if (!body || !(await snapshots.remove(name))) throw missing(name)
    return { status: 200, body }
  },

  async Server_Reset(_, ports) {
    if (await ports.snapshots.reset()) return told(ports)
    throw lazuliError('NotNow', {
      reason: 'This server began with what an earlier one kept: save and restore a snapshot.',
    })
  },
} satisfies Handlers
