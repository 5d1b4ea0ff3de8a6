// Finds anything by a part of its id.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useId } from 'react'
import type { components } from '#contract/lazuli/types.ts'
import { admin } from '../api/clients.ts'
import { groupIn, nameIn } from '../api/resource-id.ts'
import { Answer, Empty } from '../parts/answer.tsx'
import { Rows, State } from '../parts/small.tsx'

type Found = components['schemas']['SearchResult']

/** Of each kind. */
const MOST = 25

/** Kinds of which there may be more than were read. */
const kindsCutIn = (found: readonly Found[]): readonly string[] =>
  [...new Set(found.map(({ kind }) => kind))].filter(
    (kind) => found.filter((each) => each.kind === kind).length >= MOST,
  )

export function Search() {
  const { find = '' } = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })
  const id = useId()
  const query = useQuery({
    queryKey: ['search', find],
    enabled: find !== '',
    queryFn: ({ signal }) => admin.read('Search_Find', { query: { id: find, top: MOST }, signal }),
  })
  return (
    <search>
      <label className="field" htmlFor={id}>
        Find by id
      </label>
      <input
        id={id}
        type="search"
        defaultValue={find}
        maxLength={200}
        placeholder="a task, node, job, pool, resource, operation or request"
        onChange={(event) =>
          void navigate({ search: { find: event.target.value || undefined }, replace: true })
        }
      />
      {find !== '' && (
        <Answer query={query}>
          {({ value }) =>
            value.length === 0 ? (
              <Empty
                what="Nothing has such an id. Tasks, nodes and requests are found by how their ids begin. All resources:"
                command="az resource list --output table"
              />
            ) : (
              <>
                <Rows caption="Found" heads={['What', 'Kind', 'In', 'State']}>
                  {value.map((found) => (
                    <tr key={`${found.kind} ${found.job ?? found.pool ?? ''} ${found.id}`}>
                      <th scope="row">
                        <FoundLink of={found} />
                      </th>
                      <td>
                        {found.kind} {found.type}
                      </td>
                      <td>{found.job ?? found.pool ?? found.account}</td>
                      <td>
                        <State of={found.result ?? found.state} />
                      </td>
                    </tr>
                  ))}
                </Rows>
                {kindsCutIn(value).length > 0 && (
                  <p className="hint">
                    Of these kinds {MOST} are shown, and there may be more:{' '}
                    {kindsCutIn(value).join(', ')}. A longer part of the id finds fewer.
                  </p>
                )}
              </>
            )
          }
        </Answer>
      )}
    </search>
  )
}

function FoundLink({ of }: { readonly of: Found }) {
  const { kind, id, type = '', account = '', pool = '', job = '' } = of
  switch (kind) {
    case 'task':
      return (
        <Link to="/batch/$account/jobs/$job/tasks/$task" params={{ account, job, task: id }}>
          {id}
        </Link>
      )
    case 'job':
      return (
        <Link to="/batch/$account/jobs/$job" params={{ account, job: id }}>
          {id}
        </Link>
      )
    case 'pool':
      return (
        <Link to="/batch/$account/pools/$pool" params={{ account, pool: id }}>
          {id}
        </Link>
      )
    case 'node':
      return (
        <Link to="/batch/$account/pools/$pool/nodes/$node" params={{ account, pool, node: id }}>
          {id}
        </Link>
      )
    case 'operation':
      return <Link to="/operations">{id}</Link>
    case 'call':
      return (
        <Link to="/requests" search={{ call: Number(id) }}>
          {id}
        </Link>
      )
    default:
      return <ResourceLink id={id} type={type.toLowerCase()} />
  }
}

function ResourceLink({ id, type }: { readonly id: string; readonly type: string }) {
  const params = { group: groupIn(id), name: nameIn(id) }
  if (type === 'microsoft.containerservice/managedclusters') {
    return (
      <Link to="/clusters/$group/$name" params={params}>
        {id}
      </Link>
    )
  }
  if (type === 'microsoft.hybridcompute/machines') {
    return (
      <Link to="/machines/$group/$name" params={params}>
        {id}
      </Link>
    )
  }
  return id
}
