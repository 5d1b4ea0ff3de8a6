// Texts of a cluster that have a form: times, numbers, ranges of addresses, names. Pure.
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'
import type { ClusterProperties } from '../wire.ts'

const invalid = (name: string, reason: string): AzureError =>
  aksError('InvalidParameter', { name, reason }, { target: name })

const isTime = (text: string): boolean => /^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)
const isCount = (text: string): boolean => /^\d{1,9}$/.test(text)
const isFlag = (text: string): boolean => /^(true|false)$/i.test(text)

type Form = readonly [is: (text: string) => boolean, words: string]
const TIME: Form = [isTime, "It must be a time such as '10s' or '15m'."]
const COUNT: Form = [isCount, 'It must be a whole number, as text.']
const FLAG: Form = [isFlag, "It must be 'true' or 'false'."]
const SHARE: Form = [
  (text) => /^\d*\.?\d+$/.test(text) && Number(text) <= 1,
  'It must be between 0 and 1, as text.',
]
const PERCENTAGE: Form = [
  (text) => isCount(text) && Number(text) <= 100,
  'It must be between 0 and 100, as text.',
]

const AUTO_SCALER: Readonly<Record<string, Form>> = {
  'balance-similar-node-groups': FLAG,
  'max-empty-bulk-delete': COUNT,
  'max-graceful-termination-sec': COUNT,
  'max-node-provision-time': TIME,
  'max-total-unready-percentage': PERCENTAGE,
  'new-pod-scale-up-delay': TIME,
  'ok-total-unready-count': COUNT,
  'scan-interval': TIME,
  'scale-down-delay-after-add': TIME,
  'scale-down-delay-after-delete': TIME,
  'scale-down-delay-after-failure': TIME,
  'scale-down-unneeded-time': TIME,
  'scale-down-unready-time': TIME,
  'scale-down-utilization-threshold': SHARE,
  'skip-nodes-with-local-storage': FLAG,
  'skip-nodes-with-system-pods': FLAG,
}

/** Of a new cluster and of a changed one. */
export function checkForms(asked: ClusterProperties): AzureError | undefined {
  for (const [member, value] of Object.entries(asked.autoScalerProfile ?? {})) {
    const form = Object.hasOwn(AUTO_SCALER, member) ? AUTO_SCALER[member] : undefined
    if (!form || typeof value !== 'string') continue
    const [isWellFormed, words] = form
    if (!isWellFormed(value)) return invalid(`autoScalerProfile.${member}`, words)
  }
  const stray = asked.apiServerAccessProfile?.authorizedIPRanges?.find((one) => !isSource(one))
  if (stray === undefined) return undefined
  const reason = `'${stray}' is neither an address nor a range of addresses.`
  return invalid('apiServerAccessProfile.authorizedIPRanges', reason)
}

/** An address or a range of IPv4, or a service tag. */
function isSource(text: string): boolean {
  if (/^[A-Z][A-Za-z]{2,}(\.[A-Za-z0-9]+)?$/.test(text)) return true
  const [, octets = '', bits = '32'] = /^(\d+(?:\.\d+){3})(?:\/(\d+))?$/.exec(text) ?? []
  return octets !== '' && octets.split('.').every((octet) => +octet < 256) && +bits <= 32
}

/** The group that a new cluster makes for its nodes. */
export function checkNodeGroupName(asked: ClusterProperties): AzureError | undefined {
  const name = asked.nodeResourceGroup
  if (!name || (/^[-\w.()]{1,80}$/.test(name) && !name.endsWith('.'))) return undefined
  const reason =
    'It must be 1 to 80 letters, digits, periods, hyphens, underscores and parentheses, and not end with a period.'
  return invalid('nodeResourceGroup', reason)
}
