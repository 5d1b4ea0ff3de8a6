import type { EstateTemplate } from '../estate/estate.ts'

/** What an item stands for that a client wrote into the inventory: VMM has told nothing of it. */
export const plainTemplate = (name: string): EstateTemplate => ({
  name,
  cpuCount: 1,
  memoryMB: 512,
  generation: 1,
  limitCpuForMigration: false,
  isHighlyAvailable: false,
  osType: 'Other',
  osName: 'Unknown',
  computerName: '*',
  isCustomizable: true,
  disks: [
    {
      name: 'boot',
      sizeGB: 10,
      busType: 'IDE',
      bus: 0,
      lun: 0,
      vhdType: 'Dynamic',
      vhdFormatType: 'VHDX',
    },
  ],
  networkInterfaces: [{ name: 'Network Adapter 1' }],
})
