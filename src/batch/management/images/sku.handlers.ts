// The sizes of machines on ARM: the same in every region.
import type { VmSize } from '#catalogues/catalogues.ts'
import type { operations } from '#contract/batch-management/types.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
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
  sizes: readonly VmSize[],
): Promise<Reply> {
  const matches = matcherFor<VmSize>(request.query, filterables, ({ family }) => family)
  const offered = sizes.filter(({ retired }) => !retired)
  const fitting = offered.map((size, at) => ({ size, at })).filter(({ size }) => matches(size))
  const { value, 'odata.nextLink': nextLink } = await pageOf(
    request,
    async ({ after, limit }) =>
      fitting.filter(({ at }) => after === undefined || at > Number(after)).slice(0, limit),
    ({ at }) => String(at),
    ({ size }) => presentSize(size),
  )
  return { status: 200, body: { value, ...(nextLink ? { nextLink } : {}) } }
}

const presentSize = (size: VmSize) => ({
  name: size.name,
  familyName: size.family,
  capabilities: Object.entries({
    ...(size.temporaryDiskMB === undefined ? {} : { MaxResourceVolumeMB: size.temporaryDiskMB }),
    vCPUs: size.cores,
    ...(size.architecture ? { CpuArchitectureType: 'Arm64' } : {}),
    MemoryGB: size.memoryGB,
    ...(size.dataDisks === undefined ? {} : { MaxDataDiskCount: size.dataDisks }),
    // Every size here can be had as low-priority nodes.
    LowPriorityCapable: 'True',
    vCPUsAvailable: size.availableCores ?? size.cores,
    ...(size.gpus ? { GPUs: size.gpus } : {}),
  }).map(([capability, value]) => ({ name: capability, value: String(value) })),
})

const Location_ListSupportedVirtualMachineSkus: SkuHandler<
  'Location_ListSupportedVirtualMachineSkus'
> = (request, { catalogues }) => listed(request, catalogues.all('vmSizes'))

const Location_ListSupportedCloudServiceSkus: SkuHandler<
  'Location_ListSupportedCloudServiceSkus'
> = (request, { catalogues }) => listed(request, catalogues.all('cloudServiceSizes'))

export const skuHandlers = {
  Location_ListSupportedVirtualMachineSkus: asArm(Location_ListSupportedVirtualMachineSkus),
  Location_ListSupportedCloudServiceSkus: asArm(Location_ListSupportedCloudServiceSkus),
} satisfies Handlers
