import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { type Instant, parseInstant, plus } from '#kernel/instant.ts'
import { batchError } from '../../errors.ts'
import type { Handlers } from '../../handler.ts'
import type { Pool } from '../../pools/pool.ts'
import { checkAccountName } from '../../pools/settings/account-name.rules.ts'
import { checkPassword, checkPublicKey } from '../../pools/settings/account-secrets.rules.ts'
import { isLinux } from '../../pools/settings/system.ts'
import type { BatchPorts } from '../../ports.ts'
import { invalidProperty, missingProperty, refusal } from '../../refusals.ts'
import { created, deleted, done } from '../../wire/replies.ts'
import { nodeOf } from '../node.handlers.ts'
import type { Node } from '../node.ts'
import { nodeUrl } from '../node.wire.ts'
import { insertNodeUser, removeNodeUser, saveNodeUser } from './node-user.queries.ts'

const DAY_MS = 86_400_000

interface Credentials {
  readonly password?: string
  readonly sshPublicKey?: string
  readonly expiryTime?: string
}

/** What is kept of them. Throws the refusal that names what is at fault. */
function checked(pool: Pool, sent: Credentials, now: Instant) {
  const { password, sshPublicKey } = sent
  if (!isLinux(pool.settings)) {
    if (sshPublicKey !== undefined) {
      throw invalidProperty('sshPublicKey', 'It is only for Linux nodes')
    }
    if (!password) throw missingProperty('password')
  }
  if (password !== undefined) checkPassword('password', password)
  if (sshPublicKey !== undefined) checkPublicKey('sshPublicKey', sshPublicKey)
  const expiryTime =
    sent.expiryTime === undefined ? plus(now, DAY_MS) : parseInstant(sent.expiryTime)
  if (expiryTime === undefined || expiryTime <= now) {
    throw invalidProperty('expiryTime', 'It must be a time in the future', sent.expiryTime)
  }
  return { expiryTime, secret: { password, sshPublicKey } }
}

function refuseUnlessReady({ state }: Node): void {
  if (state === 'idle' || state === 'running') return
  throw refusal('OperationNotValidOnNode', { Reason: `The node is in state ${state}` })
}

const ComputeNode_AddUser: Handler<operations['ComputeNode_AddUser'], BatchPorts> = async (
  request,
  { store },
) => {
  const { name, isAdmin = false } = request.body
  const node = await store.write(async (tx) => {
    const found = await nodeOf(tx, request)
    checkAccountName('name', name, isLinux(found.pool.settings))
    refuseUnlessReady(found.node)
    const user = { name, isAdmin, ...checked(found.pool, request.body, request.now) }
    if (!(await insertNodeUser(tx, found.node, user))) throw batchError('NodeUserExists')
    return found.node
  })
  return created(`${nodeUrl(request, node)}/users/${encodeURIComponent(name)}`)
}

const ComputeNode_UpdateUser: Handler<operations['ComputeNode_UpdateUser'], BatchPorts> = async (
  request,
  { store },
) => {
  const name = request.params.userName
  await store.write(async (tx) => {
    const { node, pool } = await nodeOf(tx, request)
    refuseUnlessReady(node)
    const isSaved = await saveNodeUser(tx, node, {
      name,
      ...checked(pool, request.body, request.now),
    })
    if (!isSaved) throw batchError('NodeUserNotFound')
  })
  return done(request)
}

const ComputeNode_DeleteUser: Handler<operations['ComputeNode_DeleteUser'], BatchPorts> = async (
  request,
  { store },
) => {
  await store.write(async (tx) => {
    const { node } = await nodeOf(tx, request)
    refuseUnlessReady(node)
    const isGone = await removeNodeUser(tx, node, request.params.userName)
    if (!isGone) throw batchError('NodeUserNotFound')
  })
  return deleted()
}

export const nodeUserHandlers = {
  ComputeNode_AddUser,
  ComputeNode_UpdateUser,
  ComputeNode_DeleteUser,
} satisfies Handlers
