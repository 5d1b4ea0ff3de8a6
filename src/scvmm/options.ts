import { optionGroup } from '#kernel/options.ts'

export const scvmmOptions = optionGroup({
  name: 'scvmm',
  title: 'SCVMM',
  options: {
    hypervisor: {
      type: 'choice',
      says: 'what runs virtual machines',
      value: 'kind',
      choices: ['simulated', 'qemu'],
      otherwise: 'QEMU, if found',
      since: '0.1.0',
    },
    inventory: {
      type: 'file',
      says: 'YAML that says what VMM servers manage',
      value: 'file',
      otherwise: 'a small estate',
      since: '0.1.0',
    },
    inventoryDelay: {
      type: 'number',
      says: 'how long after a VMM server is connected its inventory appears',
      value: 'seconds',
      least: 0,
      most: 86_400,
      default: 0,
      since: '0.1.0',
    },
  },
})
