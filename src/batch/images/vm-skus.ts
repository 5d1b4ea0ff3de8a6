// The sizes of machines that Batch offers: a selection of those that samples and clients name most.
// Data only.

export interface Sku {
  readonly name: string
  readonly familyName: string
  readonly cores: number
  readonly memoryGB: number
  /** Of the temporary disk. */
  readonly diskMB: number
}

/** Family, name, cores, memory in GB, temporary disk in MB. */
const machines = `
standardAv2Family | Standard_A1_v2 | 1 | 2 | 10240
standardAv2Family | Standard_A2_v2 | 2 | 4 | 20480
standardAv2Family | Standard_A4_v2 | 4 | 8 | 40960
standardAv2Family | Standard_A8_v2 | 8 | 16 | 81920
standardDv2Family | Standard_D1_v2 | 1 | 3.5 | 51200
standardDv2Family | Standard_D2_v2 | 2 | 7 | 102400
standardDv2Family | Standard_D3_v2 | 4 | 14 | 204800
standardDv2Family | Standard_D4_v2 | 8 | 28 | 409600
standardDv2Family | Standard_D5_v2 | 16 | 56 | 819200
standardDSv2Family | Standard_DS1_v2 | 1 | 3.5 | 7168
standardDSv2Family | Standard_DS2_v2 | 2 | 7 | 14336
standardDSv2Family | Standard_DS3_v2 | 4 | 14 | 28672
standardDSv2Family | Standard_DS4_v2 | 8 | 28 | 57344
standardDSv2Family | Standard_DS5_v2 | 16 | 56 | 114688
standardDv3Family | Standard_D2_v3 | 2 | 8 | 51200
standardDv3Family | Standard_D4_v3 | 4 | 16 | 102400
standardDv3Family | Standard_D8_v3 | 8 | 32 | 204800
standardDv3Family | Standard_D16_v3 | 16 | 64 | 409600
standardDv3Family | Standard_D32_v3 | 32 | 128 | 819200
standardDv3Family | Standard_D64_v3 | 64 | 256 | 1638400
standardDSv3Family | Standard_D2s_v3 | 2 | 8 | 16384
standardDSv3Family | Standard_D4s_v3 | 4 | 16 | 32768
standardDSv3Family | Standard_D8s_v3 | 8 | 32 | 65536
standardDSv3Family | Standard_D16s_v3 | 16 | 64 | 131072
standardDSv3Family | Standard_D32s_v3 | 32 | 128 | 262144
standardDSv3Family | Standard_D64s_v3 | 64 | 256 | 524288
standardDDSv4Family | Standard_D2ds_v4 | 2 | 8 | 76800
standardDDSv4Family | Standard_D4ds_v4 | 4 | 16 | 153600
standardDDSv4Family | Standard_D8ds_v4 | 8 | 32 | 307200
standardDDSv4Family | Standard_D16ds_v4 | 16 | 64 | 614400
standardDSv5Family | Standard_D2s_v5 | 2 | 8 | 0
standardDSv5Family | Standard_D4s_v5 | 4 | 16 | 0
standardDSv5Family | Standard_D8s_v5 | 8 | 32 | 0
standardDSv5Family | Standard_D16s_v5 | 16 | 64 | 0
standardEv3Family | Standard_E2_v3 | 2 | 16 | 51200
standardEv3Family | Standard_E4_v3 | 4 | 32 | 102400
standardEv3Family | Standard_E8_v3 | 8 | 64 | 204800
standardESv3Family | Standard_E2s_v3 | 2 | 16 | 32768
standardESv3Family | Standard_E4s_v3 | 4 | 32 | 65536
standardESv3Family | Standard_E8s_v3 | 8 | 64 | 131072
standardFSv2Family | Standard_F2s_v2 | 2 | 4 | 16384
standardFSv2Family | Standard_F4s_v2 | 4 | 8 | 32768
standardFSv2Family | Standard_F8s_v2 | 8 | 16 | 65536
standardFSv2Family | Standard_F16s_v2 | 16 | 32 | 131072
standardFSv2Family | Standard_F32s_v2 | 32 | 64 | 262144
standardFSv2Family | Standard_F64s_v2 | 64 | 128 | 524288
standardFSv2Family | Standard_F72s_v2 | 72 | 144 | 589824
standardHBrsv3Family | Standard_HB120rs_v3 | 120 | 448 | 491520
`

const services = `
standardA0_A7Family | ExtraSmall | 1 | 0.75 | 20480
standardA0_A7Family | Small | 1 | 1.75 | 229376
standardA0_A7Family | Medium | 2 | 3.5 | 501760
standardA0_A7Family | Large | 4 | 7 | 1024000
standardA0_A7Family | ExtraLarge | 8 | 14 | 2088960
`

const parse = (table: string): readonly Sku[] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [familyName = '', name = '', ...numbers] = line.split('|').map((cell) => cell.trim())
      const [cores = 0, memoryGB = 0, diskMB = 0] = numbers.map(Number)
      return { name, familyName, cores, memoryGB, diskMB }
    })

/** Of pools of virtual machines, and of those of cloud services. */
export const machineSkus = parse(machines)
export const serviceSkus = parse(services)
