// What each call of the queue service needs. As Azure documents it for SAS and for roles.
import type { Asked, Need } from './need.ts'

const SERVICE = 'Microsoft.Storage/storageAccounts/queueServices'
const QUEUES = `${SERVICE}/queues`
const MESSAGES = `${QUEUES}/messages`

/** Undefined: no call that is served. */
export function queueNeed(asked: Asked): Need | undefined {
  const { container, item } = asked
  if (container === '') return ofService(asked)
  if (item === '') return ofQueue(asked)
  return item === 'messages' || item.startsWith('messages/') ? ofMessages(asked) : undefined
}

function ofService({ method, comp, restype }: Asked): Need | undefined {
  const base = { type: 's', service: '', scope: '/queueServices/default' } as const
  if (method === 'GET' && comp === 'list')
    return { ...base, account: 'l', action: `${QUEUES}/read` }
  if (restype !== 'service') return undefined
  if (method === 'GET' && (comp === 'properties' || comp === 'stats')) {
    return { ...base, account: 'r', action: `${SERVICE}/read` }
  }
  if (method === 'PUT' && comp === 'properties') {
    return { ...base, account: 'w', action: `${SERVICE}/write` }
  }
  return undefined
}

const scopeOf = (queue: string): string => `/queueServices/default/queues/${queue}`

function ofQueue({ method, comp, container }: Asked): Need | undefined {
  const base = { type: 'c', service: '', scope: scopeOf(container) } as const
  switch (`${method === 'HEAD' ? 'GET' : method} ${comp}`) {
    case 'PUT ':
      return { ...base, account: 'cw', action: `${QUEUES}/write` }
    case 'DELETE ':
      return { ...base, account: 'd', action: `${QUEUES}/delete` }
    case 'GET metadata':
      return { ...base, account: 'r', service: 'r', action: `${QUEUES}/read` }
    case 'PUT metadata':
      return { ...base, account: 'w', action: `${QUEUES}/write` }
    case 'GET acl':
      return { ...base, account: '', action: `${QUEUES}/getAcl/action` }
    case 'PUT acl':
      return { ...base, account: '', action: `${QUEUES}/setAcl/action` }
    default:
      return undefined
  }
}

function ofMessages({ method, item, container, query }: Asked): Need | undefined {
  const both = (letters: string, ...dataActions: string[]): Need => ({
    type: 'o',
    scope: scopeOf(container),
    account: letters,
    service: letters,
    dataActions,
  })
  const isOne = item !== 'messages'
  switch (`${method} ${isOne ? 'one' : 'all'}`) {
    case 'POST all':
      return both('a', `${MESSAGES}/add/action`, `${MESSAGES}/write`)
    case 'GET all':
      return query.get('peekonly')?.toLowerCase() === 'true'
        ? both('r', `${MESSAGES}/read`)
        : both('p', `${MESSAGES}/process/action`)
    case 'DELETE all':
      return { ...both('d', `${MESSAGES}/delete`), service: '' }
    case 'DELETE one':
      return both('p', `${MESSAGES}/process/action`, `${MESSAGES}/delete`)
    case 'PUT one':
      return both('u', `${MESSAGES}/write`)
    default:
      return undefined
  }
}
