// The key by which a machine's agent proves who it is. It comes with the agent; clients only read it.

import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { declareBody } from '#arm/resources/body-shapes.ts'
import { findResource, save } from '#arm/resources/resource.queries.ts'
import { type ArmResource, newResource, type SystemData } from '#arm/resources/resource.ts'
import type { Soon } from '#kernel/caching/soon.ts'
import type { Reader, Store } from '#store/tx.ts'
import { identityMetadataId } from '../ids.ts'

const METADATA_TYPE = 'microsoft.scvmm/virtualmachineinstances/hybrididentitymetadata'

interface MetadataBody {
  readonly resourceUid: string
  readonly publicKey: string
}

declareBody<MetadataBody>(METADATA_TYPE, { resourceUid: 'string', publicKey: 'string' })

export type IdentityMetadata = ArmResource<MetadataBody>

export const findIdentity = (
  reader: Reader,
  instance: string,
): Soon<IdentityMetadata | undefined> => findResource(reader, identityMetadataId(instance))

const newKeys = promisify(generateKeyPair)

/** Gives the machine a key, unless it has one. */
export async function addIdentity(
  store: Store,
  instance: string,
  machine: string,
  systemData: SystemData | undefined,
): Promise<void> {
  if (await findIdentity(store, instance)) return
  const { publicKey } = await newKeys('rsa', { modulusLength: 2048 })
  const key = publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64')
  await store.write(async (tx) => {
    if (await findIdentity(tx, instance)) return
    await save(
      tx,
      newResource<MetadataBody>({
        id: identityMetadataId(instance),
        type: METADATA_TYPE,
        provisioningState: 'Succeeded',
        envelope: systemData ? { systemData } : {},
        body: { resourceUid: machine, publicKey: key },
      }),
    )
  })
}

export const presentIdentity = ({ id, name, type, envelope, body }: IdentityMetadata) => ({
  id,
  name,
  type,
  ...(envelope.systemData ? { systemData: envelope.systemData } : {}),
  properties: {
    resourceUid: body.resourceUid,
    publicKey: body.publicKey,
    provisioningState: 'Succeeded',
  },
})
