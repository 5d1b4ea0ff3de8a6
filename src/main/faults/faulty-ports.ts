// Puts faults around drivers: a call of one is delayed, fails, or its answer is lost where a user asked
// for it. The driver and those who call it know nothing of it.
import type { ClusterDriver } from '#drivers/cluster/port.ts'
import {
  type HypervisorDriver,
  HypervisorRefusal,
  REFUSAL_CODES,
} from '#drivers/hypervisor/port.ts'
import type { NodeProvider } from '#drivers/nodes/provider.ts'
import type { Faults } from '#engine/faults/faults.ts'
import type { OperationError } from '#engine/operation.ts'

type Call = (...args: readonly unknown[]) => Promise<unknown>

/** The calls of each driver that can go wrong. */
const METHODS = {
  hypervisor: [
    'define',
    'start',
    'stop',
    'restart',
    'createCheckpoint',
    'deleteCheckpoint',
    'restoreCheckpoint',
    'destroy',
  ],
  clusters: ['runControlPlane', 'setNodePool', 'removeNodePool', 'stop', 'remove', 'runCommand'],
  nodes: ['request', 'release'],
} as const satisfies {
  hypervisor: readonly (keyof HypervisorDriver)[]
  clusters: readonly (keyof ClusterDriver)[]
  nodes: readonly (keyof NodeProvider)[]
}

export const DRIVER_CALLS: readonly string[] = Object.entries(METHODS).flatMap(([port, methods]) =>
  methods.map((method) => `${port}.${method}`),
)

export const faultyHypervisor = (driver: HypervisorDriver, faults: Faults): HypervisorDriver =>
  faulty(driver, 'hypervisor', faults, ({ code, message }) => {
    const known = REFUSAL_CODES.find((each) => each === code)
    return known ? new HypervisorRefusal(known, message) : plain({ code, message })
  })

export const faultyClusters = (driver: ClusterDriver, faults: Faults): ClusterDriver =>
  faulty(driver, 'clusters', faults, plain)

export const faultyNodes = (provider: NodeProvider, faults: Faults): NodeProvider =>
  faulty(provider, 'nodes', faults, plain)

const plain = ({ code, message }: OperationError): Error => new Error(`${code}: ${message}`)

function faulty<Port extends object>(
  port: Port,
  name: keyof typeof METHODS,
  faults: Faults,
  errorOf: (error: OperationError) => Error,
): Port {
  const methods: readonly string[] = METHODS[name]
  const call =
    (method: string, real: Call): Call =>
    async (...args) => {
      const at = { port: `${name}.${method}`, resource: subjectOf(args[0]) }
      const effect = faults.isEmpty ? undefined : faults.strike(at)
      if (!effect) return real(...args)
      await faults.delay(effect)
      const { error, drop } = effect
      if (error) throw errorOf(error)
      const lost = (): Error => new Error(`the connection to ${name} was lost ${drop} ${method}`)
      if (drop === 'before') throw lost()
      const answer = await real(...args)
      if (drop === 'after') throw lost()
      return answer
    }
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      const real: Call = (...args) => Reflect.apply(value, target, args)
      return typeof key === 'string' && methods.includes(key) ? call(key, real) : real
    },
  })
}

/** What a call is about: its first argument, or what that is named by. */
function subjectOf(first: unknown): string {
  if (typeof first === 'string') return first
  const { nodeId, cluster, id } = first as { nodeId?: string; cluster?: string; id?: string }
  return nodeId ?? cluster ?? id ?? ''
}
