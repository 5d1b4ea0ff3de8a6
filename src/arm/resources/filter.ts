// `$filter` of resource and group lists: a small part of OData, exactly as much as ARM takes.
import { armError } from '../errors.ts'
import type { ResourceGroup } from '../resource-groups/resource-group.ts'
import { spelt } from '../tags/tag-rules.ts'
import { parseFilter, type Term } from './filter-syntax.ts'
import type { ResourceHead } from './resource.ts'

/** A filter of resources that ARM takes. */
export type ResourceFilter = Term
/** What a filter of groups asks of their tags. */
export type GroupFilter = TagFilter

interface TagFilter {
  readonly name?: string
  readonly value?: string
  readonly prefix?: string
}

type Read = (resource: ResourceHead) => string | undefined

const member = (value: unknown, name: string): string | undefined => {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof found === 'string' ? found : undefined
}

/** What can be compared, by its name in lower case. Both sides compare without case. */
const properties: ReadonlyMap<string, Read> = new Map(
  Object.entries<Read>({
    location: (resource) => resource.location,
    resourcetype: (resource) => resource.type,
    name: (resource) => resource.name,
    resourcegroup: (resource) => resource.resourceGroup,
    identity: (resource) => member(resource.envelope.identity, 'type'),
    'identity/principalid': (resource) => member(resource.envelope.identity, 'principalId'),
    plan: (resource) => member(resource.envelope.plan, 'name'),
    'plan/publisher': (resource) => member(resource.envelope.plan, 'publisher'),
    'plan/product': (resource) => member(resource.envelope.plan, 'product'),
    'plan/name': (resource) => member(resource.envelope.plan, 'name'),
    'plan/version': (resource) => member(resource.envelope.plan, 'version'),
    'plan/promotioncode': (resource) => member(resource.envelope.plan, 'promotionCode'),
  }),
)
const SEARCHED = ['name', 'resourcegroup']

/** Reads a filter of resources; undefined when there is none. Throws ARM's 400. */
export function parseResourceFilter(text: string | undefined): ResourceFilter | undefined {
  if (!text?.trim()) return undefined
  const refuse = refusalOf(text)
  const filter = parseFilter(text, refuse)
  if (usesTags(filter)) {
    tagFilter(filter, refuse)
    return filter
  }
  checkNames(filter, refuse)
  return filter
}

/** Reads a filter of groups, which is about one tag. Throws ARM's 400. */
export function parseGroupFilter(text: string | undefined): GroupFilter | undefined {
  if (!text?.trim()) return undefined
  const refuse = refusalOf(text)
  return tagFilter(parseFilter(text, refuse), refuse)
}

const refusalOf =
  (filter: string) =>
  (reason: string): never => {
    throw armError('InvalidFilterInQueryString', { filter, reason })
  }
type Refuse = ReturnType<typeof refusalOf>

const isTag = (name: string): boolean => name === 'tagname' || name === 'tagvalue'

const usesTags = (term: Term): boolean =>
  'terms' in term ? term.terms.some(usesTags) : isTag(term.property)

function checkNames(term: Term, refuse: Refuse): void {
  switch (term.kind) {
    case 'and':
    case 'or':
      for (const part of term.terms) checkNames(part, refuse)
      return
    case 'eq':
    case 'ne':
      if (!properties.has(term.property)) refuse(`Unsupported filter property:'${term.property}'`)
      return
    case 'substringof':
      if (!SEARCHED.includes(term.property)) unsupportedFunction(term, refuse)
      return
    case 'startswith':
      unsupportedFunction(term, refuse)
  }
}

const unsupportedFunction = (term: Term & { property: string }, refuse: Refuse): never =>
  refuse(
    `Unsupported filter function found:'${term.kind}'. Property name:'${term.property}'. Supported functions: '${SEARCHED.includes(term.property) ? 'substringof' : ''}'`,
  )

/** Tags are asked for by name, by name and value, or by the start of a name, and by nothing else. */
function tagFilter(term: Term, refuse: Refuse): TagFilter {
  if (term.kind === 'startswith' && term.property === 'tagname') return { prefix: term.value }
  const terms = term.kind === 'and' ? term.terms : [term]
  const found: { name?: string; value?: string } = {}
  for (const part of terms) {
    if (part.kind !== 'eq' || !isTag(part.property)) {
      return refuse('Filters on tags cannot be combined with other filters.')
    }
    const key = part.property === 'tagname' ? 'name' : 'value'
    if (found[key] !== undefined) return refuse('A filter on tags names one tag.')
    found[key] = part.value
  }
  return found.name === undefined ? refuse("A filter on 'tagValue' needs a 'tagName'.") : found
}

const never: Refuse = (reason) => {
  throw new Error(`the filter was checked before: ${reason}`)
}

export function matchesResource(filter: ResourceFilter, resource: ResourceHead): boolean {
  return usesTags(filter)
    ? matchesTags(tagFilter(filter, never), resource.tags)
    : holds(filter, resource)
}

export const matchesGroup = (filter: GroupFilter, group: ResourceGroup): boolean =>
  matchesTags(filter, group.tags)

function matchesTags(filter: TagFilter, tags: Readonly<Record<string, string>> = {}): boolean {
  if (filter.prefix !== undefined) {
    const prefix = filter.prefix.toLowerCase()
    return Object.keys(tags).some((name) => name.toLowerCase().startsWith(prefix))
  }
  const name = spelt(tags, filter.name ?? '')
  return name !== undefined && (filter.value === undefined || tags[name] === filter.value)
}

function holds(term: Term, resource: ResourceHead): boolean {
  if ('terms' in term) {
    return term.kind === 'and'
      ? term.terms.every((part) => holds(part, resource))
      : term.terms.some((part) => holds(part, resource))
  }
  const value = properties.get(term.property)?.(resource)?.toLowerCase()
  const wanted = term.property === 'location' ? term.value.replaceAll(' ', '') : term.value
  if (term.kind === 'substringof') return value?.includes(wanted.toLowerCase()) ?? false
  return (value === wanted.toLowerCase()) === (term.kind === 'eq')
}
