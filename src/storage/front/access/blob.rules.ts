// What each call of the blob service needs. As Azure documents it for SAS and for roles.
import type { Asked, FurtherNeed, Need } from './need.ts'

const SERVICE = 'Microsoft.Storage/storageAccounts/blobServices'
const CONTAINERS = `${SERVICE}/containers`
const BLOBS = `${CONTAINERS}/blobs`

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** Undefined: no call that is served. */
export function blobNeed(asked: Asked): Need | undefined {
  const { method, comp, restype, container, item } = asked
  if (restype === 'account' && comp === 'properties' && isRead(method)) {
    const read = { account: 'rwdlacup', service: 'rwdlac', action: `${SERVICE}/read` }
    return { type: item ? 'o' : container ? 'c' : 's', scope: scopeOf(container), ...read }
  }
  if (container === '') return ofService(asked)
  if (item === '' && restype === 'container') {
    const need = ofContainer(asked)
    return need && showsTags(asked) ? { ...need, also: [READ_TAGS] } : need
  }
  // A blob in $root may be named without it: the store here has no such reading.
  const need = item === '' ? undefined : ofBlob(asked)
  const also = need ? tagNeeds(asked) : []
  return need && also.length > 0 ? { ...need, also } : need
}

const READ_TAGS: FurtherNeed = { letter: 't', dataActions: [`${BLOBS}/tags/read`] }

/** Reported of the real one (Azure/azure-sdk-for-python#35718): who lists blobs with tags reads these. */
const showsTags = ({ comp, query }: Asked): boolean =>
  comp === 'list' && /(?:^|,)\s*tags\s*(?:,|$)/i.test(query.get('include') ?? '')

/** Documented: a caller that writes tags with a blob, or asks about them, must be permitted that as well. */
function tagNeeds({ header }: Asked): FurtherNeed[] {
  const need = (name: string, action: string): FurtherNeed[] =>
    header(name) === '' ? [] : [{ letter: 't', dataActions: [`${BLOBS}/tags/${action}`] }]
  return [...need('x-ms-tags', 'write'), ...need('x-ms-if-tags', 'read')]
}

const scopeOf = (container: string): string =>
  container ? `/blobServices/default/containers/${container}` : '/blobServices/default'

function ofService({ method, comp, restype }: Asked): Need | undefined {
  const service = { type: 's', service: '', scope: scopeOf('') } as const
  if (method === 'GET' && comp === 'list') {
    return { ...service, account: 'l', action: `${CONTAINERS}/read` }
  }
  if (method === 'GET' && comp === 'blobs') {
    return { ...service, account: 'f', dataActions: [`${BLOBS}/filter/action`] }
  }
  if (restype !== 'service') return undefined
  if (method === 'POST' && comp === 'userdelegationkey') {
    const action = `${SERVICE}/generateUserDelegationKey/action`
    return { ...service, account: '', needsToken: true, action }
  }
  if (isRead(method) && (comp === 'properties' || comp === 'stats')) {
    return { ...service, account: 'r', action: `${SERVICE}/read` }
  }
  if (method === 'PUT' && comp === 'properties') {
    return { ...service, account: 'w', action: `${SERVICE}/write` }
  }
  return undefined
}

function ofContainer({ method, comp, container, header }: Asked): Need | undefined {
  const base = { type: 'c', service: '', scope: scopeOf(container) } as const
  switch (`${isRead(method) ? 'GET' : method} ${comp}`) {
    case 'PUT ':
      return { ...base, account: 'cw', action: `${CONTAINERS}/write` }
    case 'DELETE ':
      return { ...base, account: 'd', action: `${CONTAINERS}/delete` }
    case 'GET ':
    case 'GET metadata':
      return { ...base, account: 'r', action: `${CONTAINERS}/read`, isPublic: true }
    case 'PUT metadata':
      return { ...base, account: 'w', action: `${CONTAINERS}/write` }
    case 'GET acl':
      return { ...base, account: '', action: `${CONTAINERS}/getAcl/action` }
    case 'PUT acl':
      return { ...base, account: '', action: `${CONTAINERS}/setAcl/action` }
    case 'PUT lease': {
      const isBreak = header('x-ms-lease-action').toLowerCase() === 'break'
      return { ...base, account: isBreak ? 'wd' : 'w', action: `${CONTAINERS}/lease/action` }
    }
    case 'GET list': {
      const dataActions = [`${BLOBS}/read`]
      return { ...base, account: 'l', service: 'l', dataActions, isPublic: true }
    }
    case 'GET blobs':
      return { ...base, account: 'f', service: 'f', dataActions: [`${BLOBS}/filter/action`] }
    default:
      return undefined
  }
}

/** By the query's `comp`: what a PUT to a blob needs. */
const PUTS: Readonly<Record<string, string>> = {
  '': 'cw',
  block: 'cw',
  blocklist: 'cw',
  snapshot: 'cw',
  incrementalcopy: 'cw',
  appendblock: 'aw',
  page: 'w',
  metadata: 'w',
  properties: 'w',
  tier: 'w',
  copy: 'w',
  undelete: 'w',
}

function ofBlob({ method, comp, container, header }: Asked): Need | undefined {
  const base = { type: 'o', scope: scopeOf(container) } as const
  const both = (letters: string, dataActions: readonly string[]): Need => ({
    ...base,
    account: letters,
    service: letters,
    dataActions,
  })
  const write = [`${BLOBS}/write`]
  if (comp === 'tags') {
    if (method === 'GET') return both('t', [`${BLOBS}/tags/read`])
    return method === 'PUT' ? both('t', [`${BLOBS}/tags/write`]) : undefined
  }
  if (isRead(method)) {
    const isKnown = ['', 'metadata', 'blocklist', 'pagelist'].includes(comp)
    return isKnown ? { ...both('r', [`${BLOBS}/read`]), isPublic: true } : undefined
  }
  if (method === 'DELETE' && comp === '') {
    return both('d', [`${BLOBS}/delete`])
  }
  if (method !== 'PUT') return undefined
  if (comp === 'lease') {
    return both(header('x-ms-lease-action').toLowerCase() === 'break' ? 'wd' : 'w', write)
  }
  const letters = Object.hasOwn(PUTS, comp) ? PUTS[comp] : undefined
  if (letters === undefined) return undefined
  const add = letters.includes('a') || letters.includes('c') ? [`${BLOBS}/add/action`] : []
  const isCreation = comp === '' || comp === 'blocklist'
  return { ...both(letters, [...write, ...add]), ...(isCreation ? { isCreation } : {}) }
}
