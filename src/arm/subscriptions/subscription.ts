import type { ArmPorts, Subscription } from '../ports.ts'

/** The subscription by id, in any case. */
export function findSubscription(
  ports: Pick<ArmPorts, 'subscriptions'>,
  subscriptionId: string,
): Subscription | undefined {
  const lower = subscriptionId.toLowerCase()
  return ports.subscriptions.find((known) => known.subscriptionId.toLowerCase() === lower)
}
