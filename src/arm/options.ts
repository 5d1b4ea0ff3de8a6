import { optionGroup } from '#kernel/options.ts'

export const armOptions = optionGroup({
  name: 'arm',
  title: 'Resource Manager',
  options: {
    unregistered: {
      type: 'flag',
      says: 'let the subscription use a resource provider only once it is registered, as a new one of Azure',
      since: '0.1.0',
    },
  },
})
