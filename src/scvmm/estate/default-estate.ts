import type { Estate, EstateDisk } from './estate.ts'

const bootDisk = (sizeGB: number): EstateDisk => ({
  name: 'boot',
  sizeGB,
  busType: 'IDE',
  bus: 0,
  lun: 0,
  vhdType: 'Dynamic',
  vhdFormatType: 'VHDX',
})

const machine = {
  limitCpuForMigration: false,
  isHighlyAvailable: false,
  generation: 1,
  networkInterfaces: [{ name: 'Network Adapter 1' }],
} as const

const template = { ...machine, computerName: '*', isCustomizable: true } as const

/** A small estate that every VMM server offers unless a file says otherwise. */
export const defaultEstate: Estate = [
  {
    version: '10.22.1089.0',
    reachable: true,
    clouds: [
      {
        name: 'Production Cloud',
        cpuCount: 64,
        memoryMB: 262_144,
        vmCount: 100,
        storageGB: 10_240,
        storageQoSPolicies: [],
      },
      {
        name: 'Test Cloud',
        cpuCount: 16,
        memoryMB: 32_768,
        vmCount: 20,
        storageGB: 1_024,
        storageQoSPolicies: [],
      },
    ],
    virtualNetworks: [{ name: 'VM Network' }, { name: 'Isolated Network' }],
    virtualMachineTemplates: [
      {
        ...template,
        name: 'Linux',
        osType: 'Linux',
        osName: 'Ubuntu Linux 22.04 (64 bit)',
        cpuCount: 1,
        memoryMB: 512,
        disks: [bootDisk(10)],
      },
      {
        ...template,
        name: 'Windows Server 2019',
        osType: 'Windows',
        osName: 'Windows Server 2019 Datacenter',
        cpuCount: 2,
        memoryMB: 2_048,
        disks: [bootDisk(40)],
      },
    ],
    virtualMachines: [
      {
        ...machine,
        name: 'linux-01',
        osType: 'Linux',
        osName: 'Ubuntu Linux 22.04 (64 bit)',
        cpuCount: 1,
        memoryMB: 512,
        disks: [bootDisk(10)],
        networkInterfaces: [{ name: 'Network Adapter 1', network: 'VM Network' }],
        ipAddresses: [],
        cloud: 'Production Cloud',
      },
      {
        ...machine,
        name: 'legacy-01',
        // As VMM shows a system that it does not know.
        osType: 'Other',
        osName: 'Unknown',
        cpuCount: 1,
        memoryMB: 256,
        disks: [bootDisk(4)],
        ipAddresses: [],
      },
    ],
  },
]
