// What a view shows while it waits, when it is refused, and when there is nothing.
import { Spinner } from '@fluentui/react-spinner'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Refused, Unreachable } from '../api/call.ts'
import { SignedOut } from '../api/session.ts'
import { Copied } from './small.tsx'

export function Failure({ error }: { readonly error: Error }) {
  if (error instanceof SignedOut) {
    return (
      <p className="note">
        You are signed out. <Link to="/sign-in">Sign in</Link>
      </p>
    )
  }
  return (
    <div className="note failed" role="alert">
      {error instanceof Refused && <strong>{error.code}: </strong>}
      {error.message}
      <p className="hint">{adviceFor(error)}</p>
    </div>
  )
}

function adviceFor(error: Error): string {
  if (error instanceof Unreachable) return 'If it was stopped, start it again: npm start'
  if (!(error instanceof Refused))
    return 'Load the page again; if it stays, it is a bug of the portal.'
  if (error.status === 404)
    return 'It may have been deleted meanwhile. The lists show what there is.'
  if (error.status === 403)
    return 'Your role does not permit this. Ask an owner of the subscription.'
  if (error.code === 'ScopeLocked')
    return 'A lock keeps it. The view of its resource group shows the locks, and removes them.'
  if (error.status === 409)
    return 'Its state does not allow this now. Wait for what is under way, and try again.'
  if (error.status === 429 || error.status === 503)
    return 'It is too much or too often for now. Wait a minute, and try again.'
  return 'The requests view shows the call as it was sent.'
}

export function Empty({ what, command }: { readonly what: string; readonly command?: string }) {
  return (
    <div className="note">
      <p>{what}</p>
      {command && <Copied text={command} name="Command" />}
    </div>
  )
}

interface CutProps {
  readonly isCut: boolean
  /** So many are shown. */
  readonly most: number
}

/** A list that is not shown to its end says so. */
export const Cut = ({ isCut, most }: CutProps) =>
  isCut && <p className="hint">These are the first {most.toLocaleString()}.</p>

interface AnswerProps<Data> {
  readonly query: UseQueryResult<Data>
  readonly children: (data: Data) => ReactNode
}

/** What was read last stays in view while a newer read fails. */
export function Answer<Data>({ query, children }: AnswerProps<Data>) {
  const { data, error } = query
  if (data === undefined) {
    return error ? <Failure error={error} /> : <Spinner label="Loading" />
  }
  return (
    <>
      {error && <Failure error={error} />}
      {children(data)}
    </>
  )
}
