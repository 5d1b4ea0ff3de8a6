import { optionGroup } from '#kernel/options.ts'

export const storageOptions = optionGroup({
  name: 'storage',
  title: 'Storage',
  options: {
    storage: {
      type: 'flag',
      says: 'serve blobs, queues and tables of storage accounts; needs the package azurite',
      since: '0.2.0',
    },
    storagePort: {
      type: 'number',
      says: 'port of blobs; queues and tables have the two after it',
      value: 'port',
      least: 1,
      most: 65_533,
      whole: true,
      otherwise: 'where they were before, else free ones',
      since: '0.2.0',
    },
  },
})
