// The images that pools can name, each with the node agent that fits. A selection of Azure's list,
// whose images come and go: those that samples and clients name most. Data only.

export interface SupportedImage {
  readonly nodeAgentSKUId: string
  readonly imageReference: {
    readonly publisher: string
    readonly offer: string
    readonly sku: string
    readonly version: 'latest'
  }
  readonly osType: 'linux' | 'windows'
  readonly verificationType: 'verified' | 'unverified'
  readonly capabilities?: readonly string[]
  /** When Azure stops taking new pools with it. */
  readonly batchSupportEndOfLife?: string
}

/** Agent without `batch.node.`, publisher, offer, sku, whether verified, capabilities, end of support. */
const table = `
ubuntu 24.04 | canonical | ubuntu-24_04-lts | server | verified | |
ubuntu 24.04 | canonical | ubuntu-24_04-lts | server-gen1 | verified | |
ubuntu 22.04 | canonical | 0001-com-ubuntu-server-jammy | 22_04-lts | verified | |
ubuntu 22.04 | canonical | 0001-com-ubuntu-server-jammy | 22_04-lts-gen2 | verified | |
ubuntu 22.04 | microsoft-dsvm | ubuntu-hpc | 2204 | verified | DockerCompatible,NvidiaTeslaDriverInstalled,IntelMPIOrRDMA |
ubuntu 20.04 | canonical | 0001-com-ubuntu-server-focal | 20_04-lts | verified | | 2025-04-23
ubuntu 20.04 | canonical | 0001-com-ubuntu-server-focal | 20_04-lts-gen2 | verified | | 2025-04-23
ubuntu 20.04 | microsoft-azure-batch | ubuntu-server-container | 20-04-lts | verified | DockerCompatible,NvidiaTeslaDriverInstalled | 2025-04-23
ubuntu 20.04 | microsoft-azure-batch | ubuntu-server-container-rdma | 20-04-lts | verified | DockerCompatible,NvidiaTeslaDriverInstalled,IntelMPIOrRDMA | 2025-04-23
ubuntu 20.04 | microsoft-dsvm | ubuntu-hpc | 2004 | verified | DockerCompatible,NvidiaTeslaDriverInstalled,IntelMPIOrRDMA | 2025-04-23
ubuntu 18.04 | canonical | ubuntuserver | 18.04-lts | unverified | | 2023-04-30
debian 12 | debian | debian-12 | 12 | verified | |
debian 12 | debian | debian-12 | 12-gen2 | verified | |
debian 11 | debian | debian-11 | 11 | verified | | 2026-08-31
debian 11 | debian | debian-11 | 11-gen2 | verified | | 2026-08-31
debian 10 | debian | debian-10 | 10 | unverified | | 2024-06-30
el 9 | almalinux | almalinux-x86_64 | 9-gen1 | verified | |
el 9 | almalinux | almalinux-x86_64 | 9-gen2 | verified | |
el 8 | almalinux | almalinux-x86_64 | 8-gen1 | verified | |
el 8 | almalinux | almalinux-x86_64 | 8-gen2 | verified | |
el 8 | almalinux | almalinux-hpc | 8_7-hpc-gen2 | verified | NvidiaTeslaDriverInstalled,IntelMPIOrRDMA |
centos 7 | openlogic | centos | 7_9 | unverified | | 2024-06-30
centos 7 | openlogic | centos-hpc | 7.9 | unverified | IntelMPIOrRDMA | 2024-06-30
windows amd64 | microsoftwindowsserver | windowsserver | 2022-datacenter | verified | |
windows amd64 | microsoftwindowsserver | windowsserver | 2022-datacenter-core | verified | |
windows amd64 | microsoftwindowsserver | windowsserver | 2022-datacenter-smalldisk | verified | |
windows amd64 | microsoftwindowsserver | windowsserver | 2019-datacenter | verified | |
windows amd64 | microsoftwindowsserver | windowsserver | 2019-datacenter-with-containers | verified | DockerCompatible |
windows amd64 | microsoftwindowsserver | windowsserver | 2019-datacenter-core | verified | |
windows amd64 | microsoftwindowsserver | windowsserver | 2016-datacenter | verified | |
windows amd64 | microsoftwindowsserver | windowsserver | 2016-datacenter-with-containers | verified | DockerCompatible |
windows amd64 | microsoftwindowsserver | windowsserver | 2012-r2-datacenter | unverified | | 2023-10-10
`

export const supportedImages: readonly SupportedImage[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [agent = '', publisher = '', offer = '', sku = '', verification, capabilities, end] = line
      .split('|')
      .map((cell) => cell.trim())
    return {
      nodeAgentSKUId: `batch.node.${agent}`,
      imageReference: { publisher, offer, sku, version: 'latest' },
      osType: agent.startsWith('windows') ? 'windows' : 'linux',
      verificationType: verification === 'verified' ? 'verified' : 'unverified',
      ...(capabilities ? { capabilities: capabilities.split(',') } : {}),
      ...(end ? { batchSupportEndOfLife: `${end}T00:00:00Z` } : {}),
    }
  })

/** Whether the image is known, and is known to need another node agent. */
export function needsOtherAgent(
  { publisher, offer, sku }: { publisher?: string; offer?: string; sku?: string },
  nodeAgentSKUId: string,
): boolean {
  const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b
  const known = supportedImages.find(
    ({ imageReference: image }) =>
      same(publisher, image.publisher) && same(offer, image.offer) && same(sku, image.sku),
  )
  return known !== undefined && !same(nodeAgentSKUId, known.nodeAgentSKUId)
}

/** The operating system that goes with a node agent; undefined when there is no such agent. */
export const osOfAgent = (nodeAgentSKUId: string): SupportedImage['osType'] | undefined =>
  supportedImages.find(
    (image) => image.nodeAgentSKUId.toLowerCase() === nodeAgentSKUId.toLowerCase(),
  )?.osType
