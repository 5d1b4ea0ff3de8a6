// The portal: where it listens, and the links by which people sign in.

import { isTokenService } from '#identity/own-paths.ts'
import { PORTAL_CLIENT, SignInCodes } from '#identity/portal/sign-in-codes.ts'
import { findByObjectId, findBySignInName } from '#identity/principals/principal.queries.ts'
import { flagOf } from '#kernel/options.ts'
import type { NotDone } from '#lazuli/ports.ts'
import type { Listener, ListenerOptions } from '#server/listening/listener.ts'
import { portalListener } from '#server/portal/portal.ts'
import type { Parts } from '../parts.ts'
import type { BatchRoom } from '../rooms/batch.ts'
import { hostName } from './addresses.ts'

export interface PortalRoom {
  /** Scheme, host and port, no final slash; undefined where it is not served. */
  readonly url: string | undefined
  /** An address that signs a user in, once and for some minutes. Absent: the first user. */
  linkFor(user?: string): Promise<{ readonly url: string } | NotDone>
  open(
    apis: { readonly armPort: number; readonly batch: BatchRoom },
    listenAt: (port: number, more: Partial<ListenerOptions>) => Promise<Listener>,
  ): Promise<Listener | undefined>
}

export function openPortal({ identity, options, store, wall }: Parts): PortalRoom {
  const codes = new SignInCodes()
  const { credentials } = identity
  let url: string | undefined
  return {
    get url() {
      return url
    },
    async linkFor(user) {
      if (url === undefined)
        return { refused: `The portal is not served: start with ${flagOf('portal')} on.` }
      const principal =
        user === undefined
          ? await findByObjectId(store, credentials.user.objectId)
          : await findBySignInName(store, user.includes('@') ? user : atOwnDomain(user))
      if (principal?.kind !== 'user') return { missing: `There is no user ${user ?? ''}.` }
      const code = codes.add(principal.objectId, wall.now())
      // What follows the hash is sent to no server.
      return { url: `${url}/sign-in#code=${code}` }
    },
    async open({ armPort, batch }, listenAt) {
      if (options.portal !== 'on') return undefined
      const host = hostName(options)
      const more = portalListener({
        store,
        codes,
        authorizations: identity.authorizations,
        issueToken: (principal, audience) =>
          identity.issueToken(principal, audience, PORTAL_CLIENT),
        apis: {
          arm: () => ({ host: `${host}:${armPort}`, port: armPort }),
          batch(account) {
            return batch.endpoints.addressOf(account, host)
          },
        },
        isShared: isTokenService,
      })
      const listener = await listenBeside(options, (port) => listenAt(port, more))
      url = `${options.expose ? 'https' : 'http'}://${host}:${listener.port}`
      return listener
    },
  }

  function atOwnDomain(user: string): string {
    return `${user}@${credentials.tenantDomain}`
  }
}

/** The second after the first port is a habit, and no promise: where it is taken another one does. */
async function listenBeside(
  { port, portalPort }: Parts['options'],
  listen: (port: number) => Promise<Listener>,
): Promise<Listener> {
  if (portalPort !== undefined) return await listen(portalPort)
  if (port === 0 || port > 65_533) return await listen(0)
  try {
    return await listen(port + 2)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return await listen(0)
  }
}
