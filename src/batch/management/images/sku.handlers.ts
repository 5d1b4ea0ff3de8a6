// The sizes of machines on ARM: the same in every region.
import type { operations } from '#contract/batch-management/types.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { machineSkus, type Sku, serviceSkus } from '../../images/vm-skus.ts'
import type { BatchPorts } from '../../ports.ts'
import type { Filterables } from '../../wire/filter.ts'
import { matcherFor } from '../../wire/filtered.ts'
import { pageOf } from '../../wire/page.ts'
import { asArm } from '../data-plane-refusals.ts'
import type { Handlers } from '../handler.ts'

type SkuHandler<Id extends keyof operations> = Handler<operations[Id], BatchPorts>

const filterables: Filterables = {
  familyName: { column: '', operators: ['eq', 'ne'], kind: 'word' },
}

async function listed(
  request: Parameters<typeof pageOf>[0] & Pick<Request, 'query'>,
  skus: readonly Sku[],
): Promise<Reply> {
  const matches = matcherFor<Sku>(request.query, filterables, ({ familyName }) => familyName)
  const fitting = skus.map((sku, at) => ({ sku, at })).filter(({ sku }) => matches(sku))
  const { value, 'odata.nextLink': nextLink } = await pageOf(
    request,
    async ({ after, limit }) =>
      fitting.filter(({ at }) => after === undefined || at > Number(after)).slice(0, limit),
    ({ at }) => String(at),
    ({ sku }) => presentSku(sku),
  )
  return { status: 200, body: { value, ...(nextLink ? { nextLink } : {}) } }
}

const presentSku = ({ name, familyName, cores, memoryGB, diskMB }: Sku) => ({
  name,
  familyName,
  capabilities: Object.entries({
    MaxResourceVolumeMB: diskMB,
    vCPUs: cores,
    MemoryGB: memoryGB,
    // Every size here can be had as low-priority nodes.
    LowPriorityCapable: 'True',
    vCPUsAvailable: cores,
  }).map(([capability, value]) => ({ name: capability, value: String(value) })),
})

const Location_ListSupportedVirtualMachineSkus: SkuHandler<
  'Location_ListSupportedVirtualMachineSkus'
> = (request) => listed(request, machineSkus)

const Location_ListSupportedCloudServiceSkus: SkuHandler<
  'Location_ListSupportedCloudServiceSkus'
> = (request) => listed(request, serviceSkus)

export const skuHandlers = {
  Location_ListSupportedVirtualMachineSkus: asArm(Location_ListSupportedVirtualMachineSkus),
  Location_ListSupportedCloudServiceSkus: asArm(Location_ListSupportedCloudServiceSkus),
} satisfies Handlers
