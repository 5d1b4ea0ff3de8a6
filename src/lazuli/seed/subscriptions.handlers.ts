import { lazuliError } from '../errors.ts'
import type { Handlers } from '../ports.ts'

export const subscriptionHandlers = {
  async Subscriptions_Add({ body: { displayName }, caller }, { addSubscription }) {
    const subscriptionId = await addSubscription(displayName, caller)
    if (subscriptionId !== undefined) return { status: 200, body: { subscriptionId, displayName } }
    throw lazuliError('NotNow', { reason: 'There are ten thousand subscriptions: that is all.' })
  },
} satisfies Handlers
