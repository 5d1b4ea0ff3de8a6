import type { KubeNode, NodeChange } from './kube-node.ts'

/** Where nodes are: an API server, or the memory of a simulation. Every call can be repeated. */
export interface NodeWorld {
  /** Refuses where what makes nodes Ready cannot run. */
  requireSound(): Promise<void>
  /** Of one pool. */
  list(pool: string, signal: AbortSignal): Promise<readonly KubeNode[]>
  /** Of one pool, of which nothing else is asked. */
  names(pool: string, signal: AbortSignal): Promise<readonly string[]>
  find(name: string, signal: AbortSignal): Promise<KubeNode | undefined>
  /**
   * One that is there already is left alone. `isWell`: it need not report that it is Ready, where a simulated node can
   * be without that.
   */
  create(node: KubeNode, isWell: boolean, signal: AbortSignal): Promise<void>
  /** False: the node has changed since it was read. */
  patch(node: KubeNode, change: NodeChange, signal: AbortSignal): Promise<boolean>
  remove(node: KubeNode, signal: AbortSignal): Promise<void>
  /** Returns when the node takes no pods and has none; refuses where they do not leave in time, by Azure's clock. */
  drain(node: KubeNode, timeoutMs: number, signal: AbortSignal): Promise<void>
}
