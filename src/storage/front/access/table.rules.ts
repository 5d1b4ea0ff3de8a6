// What each call of the table service needs. As Azure documents it for SAS and for roles.
import type { Asked, Need } from './need.ts'

const SERVICE = 'Microsoft.Storage/storageAccounts/tableServices'
const TABLES = `${SERVICE}/tables`
const ENTITIES = `${TABLES}/entities`

const NAME = /^([A-Za-z][A-Za-z0-9]{2,62})(\(.*\))?$/s

/** The table that a path is about: what stands before its brackets. */
export const tableIn = (container: string): string => NAME.exec(container)?.[1] ?? ''

/** Undefined: no call that is served. */
export function tableNeed(asked: Asked): Need | undefined {
  const { container, item, method, comp, restype } = asked
  if (item !== '') return undefined
  if (container === '') {
    const base = { type: 's', service: '', scope: '/tableServices/default' } as const
    if (restype !== 'service') return undefined
    if (method === 'GET' && (comp === 'properties' || comp === 'stats')) {
      return { ...base, account: 'r', action: `${SERVICE}/read` }
    }
    const isSet = method === 'PUT' && comp === 'properties'
    return isSet ? { ...base, account: 'w', action: `${SERVICE}/write` } : undefined
  }
  const table = tableIn(container)
  if (/^tables$/i.test(table)) return ofTables(asked)
  return table === '' ? undefined : ofEntities(asked, table)
}

function ofTables({ method, container }: Asked): Need | undefined {
  const base = { type: 'c', service: '', scope: '/tableServices/default' } as const
  const isOne = container.includes("('")
  if (method === 'GET') return { ...base, account: 'l', action: `${TABLES}/read` }
  if (method === 'POST' && !isOne) return { ...base, account: 'cw', action: `${TABLES}/write` }
  return method === 'DELETE' && isOne
    ? { ...base, account: 'd', action: `${TABLES}/delete` }
    : undefined
}

function ofEntities({ method, comp, container, header }: Asked, table: string): Need | undefined {
  const scope = `/tableServices/default/tables/${table}`
  if (comp === 'acl') {
    const base = { type: 'c', service: '', account: '', scope } as const
    const word = method === 'PUT' ? 'setAcl' : 'getAcl'
    return { ...base, action: `${TABLES}/${word}/action` }
  }
  if (comp !== '') return undefined
  const both = (letters: string, ...dataActions: string[]): Need => ({
    type: 'o',
    scope,
    account: letters,
    service: letters,
    dataActions,
  })
  const hasKeys = container.includes('(') && !container.endsWith('()')
  switch (method) {
    case 'GET':
      return both('r', `${ENTITIES}/read`)
    case 'POST':
      return hasKeys ? undefined : both('a', `${ENTITIES}/add/action`, `${ENTITIES}/write`)
    case 'PUT':
    case 'PATCH':
    case 'MERGE': {
      const need = both('u', `${ENTITIES}/update/action`, `${ENTITIES}/write`)
      // Documented: where the entity need not be there, it may have to be added.
      const add = { letter: 'a', dataActions: [`${ENTITIES}/add/action`, `${ENTITIES}/write`] }
      if (!hasKeys) return undefined
      return header('if-match') === '' ? { ...need, also: [add] } : need
    }
    case 'DELETE':
      return hasKeys ? both('d', `${ENTITIES}/delete`) : undefined
    default:
      return undefined
  }
}
