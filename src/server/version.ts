import type { Route, Service } from '#kernel/service.ts'

const WELL_FORMED = /^\d{4}-\d{2}-\d{2}(-(preview|alpha|beta|rc|privatepreview))?$/i

/**
 * Which contract version answers a call that asked for `asked`: itself where there is a contract, one
 * beside it where the service takes compatible versions, and none where Azure would refuse. `*` among
 * `compatibleVersions` means every well-formed version, as for the types that ARM owns.
 */
export function versionFor(service: Service, route: Route, asked: string): string | undefined {
  const lower = asked.toLowerCase()
  const exact = service.versions.find((version) => version.toLowerCase() === lower)
  if (exact) return route.versions.includes(exact) ? exact : undefined
  const nearest = previewOf(service, asked)
    ? route.versions.at(-1)
    : nearestTo(lower, route.versions, service.memberVersions !== undefined)
  const compatible = service.compatibleVersions
  if (compatible.includes('*'))
    return WELL_FORMED.test(asked) && lower >= '2014-04-01' ? nearest : undefined
  const isTaken =
    service.takesVersion?.(lower, route) ??
    compatible.some((version) => version.toLowerCase() === lower)
  return isTaken ? nearest : undefined
}

/** The known preview that answers a call which asked for one, as the newest contract has it. */
export function previewOf(
  { previews }: Pick<Service, 'previews'>,
  asked: string,
): string | undefined {
  const lower = asked.toLowerCase()
  const known = previews?.versions ?? []
  if (!lower.endsWith('-preview') || lower < (known[0] ?? '~')) return undefined
  return known.find((version) => version >= lower)
}

function nearestTo(asked: string, versions: readonly string[], isTrimmed: boolean) {
  if (isTrimmed) return versions.find((version) => version >= asked) ?? versions.at(-1)
  return versions.findLast((version) => version <= asked) ?? versions[0]
}

/** Whether any of the service's operations is served in the version. */
export const hasVersion = (service: Service, asked: string): boolean =>
  service.routes.some((route) => versionFor(service, route, asked) !== undefined)
