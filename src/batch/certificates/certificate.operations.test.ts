import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import { repeatEveryStep, type Scene } from '#testing/trials/operations.ts'
import type { World } from '#testing/trials/world.ts'
import { accountKeyOf } from '../keys.ts'
import { type CertificateDelete, certificateDelete } from './certificate.operations.ts'
import { findCertificate, insertCertificate, saveCertificate } from './certificate.queries.ts'
import { setCertificateUse } from './certificate-use.queries.ts'

const key = { account: accountKeyOf('lazuli'), thumbprint: '00aa' }

/** A certificate that is being deleted by the operation to come, and that a pool may need. */
async function aDeletion(world: World, isNeeded: boolean): Promise<Scene<CertificateDelete>> {
  const { store } = world
  const at = instant(1_000)
  const certificate = { ...key, state: 'deleting', stateTransitionTime: at, revision: 0 } as const
  await store.write(async (tx) => {
    const secret = { format: 'cer', data: '' } as const
    await insertCertificate(
      tx,
      { ...certificate, format: 'cer', publicData: '', deletion: '' },
      secret,
    )
    const user = { account: key.account, poolId: 'pool1' }
    if (isNeeded) await setCertificateUse(tx, user, [key.thumbprint])
  })
  return {
    resource: 'certificate',
    input: key,
    outcome: async () => {
      const left = await findCertificate(store, accountKeyOf(key.account), key.thumbprint)
      return { state: left?.state, error: left?.deleteCertificateError?.code }
    },
  }
}

/** The operation's id is known only once it has begun: the record takes it from there. */
const kind = ({ store }: World) => ({
  ...certificateDelete,
  steps: certificateDelete.steps.map((step) => ({
    ...step,
    act: async ({ id }: { readonly id: string }) => {
      await store.write(async (tx) => {
        const found = await findCertificate(tx, accountKeyOf(key.account), key.thumbprint)
        if (found && found.deletion === '') await saveCertificate(tx, { ...found, deletion: id })
      })
    },
  })),
})

for (const isNeeded of [false, true]) {
  test(`a deletion of what is ${isNeeded ? '' : 'not '}needed may be repeated at each step`, async () => {
    const error = isNeeded ? 'PoolsReferencingCertificate' : undefined
    await repeatEveryStep({
      kind,
      async stage(world) {
        const scene = await aDeletion(world, isNeeded)
        const checked = async () => {
          const outcome = await scene.outcome()
          deepEqual(outcome, { state: isNeeded ? 'deletefailed' : undefined, error })
          return outcome
        }
        return { ...scene, outcome: checked }
      },
    })
  })
}
