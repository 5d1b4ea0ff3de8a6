import { optionGroup } from '#kernel/options.ts'

export const catalogueOptions = optionGroup({
  name: 'catalogue',
  title: 'What is on offer',
  options: {
    catalogue: {
      type: 'file',
      says: 'YAML with VM sizes, Kubernetes versions, images that are on offer besides, or instead',
      value: 'file',
      since: '0.2.0',
    },
  },
})
