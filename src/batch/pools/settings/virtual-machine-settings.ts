// What the machines of a pool are made of: checked, and filled with the defaults that Batch shows.
import type { components } from '#contract/batch/types.ts'
import { containerConfigurationOf } from '../../containers/container.rules.ts'
import { checkedOs } from '../../images/supported-images.ts'
import { invalidProperty, missingProperty, refusal } from '../../refusals.ts'
import type { Asking } from './asking.ts'
import { checkExtensions } from './extension.rules.ts'

type Schemas = components['schemas']
type DataDisk = Schemas['DataDisk']

const MACHINE = 'virtualMachineConfiguration'

export function virtualMachineOf(
  sent: Schemas['VirtualMachineConfiguration'],
  asked: Asking,
): Schemas['VirtualMachineConfiguration'] {
  const imageReference = imageOf(sent.imageReference, asked)
  const os = checkedOs(sent, asked.catalogues)
  if (os === 'linux' && sent.windowsConfiguration) {
    throw invalidProperty(`${MACHINE}.windowsConfiguration`, 'It is only for Windows images')
  }
  const luns = (sent.dataDisks ?? []).map(({ lun }) => lun)
  if (new Set(luns).size < luns.length) {
    throw invalidProperty(`${MACHINE}.dataDisks.lun`, 'Each data disk must have a lun of its own')
  }
  checkExtensions(sent.extensions)
  checkConfidential(sent)
  return {
    ...sent,
    imageReference,
    ...(sent.containerConfiguration && {
      containerConfiguration: containerConfigurationOf(
        `${MACHINE}.containerConfiguration`,
        sent.containerConfiguration,
      ),
    }),
    ...(sent.dataDisks && {
      dataDisks: sent.dataDisks.map(dataDiskOf),
    }),
  }
}

/** The disk of a confidential machine says how it is encrypted, and that of no other. */
function checkConfidential(sent: Schemas['VirtualMachineConfiguration']): void {
  const isConfidential = /^confidentialvm$/i.test(sent.securityProfile?.securityType ?? '')
  const path = `${MACHINE}.osDisk.managedDisk.securityProfile`
  const ofDisk = sent.osDisk?.managedDisk?.securityProfile
  if (isConfidential && !ofDisk) throw missingProperty(path)
  if (ofDisk && !isConfidential) {
    throw invalidProperty(path, 'It is only for the securityType confidentialVM')
  }
}

/** Newer api-versions have the kind of storage within the managed disk, older ones beside it. */
function dataDiskOf(sent: DataDisk): DataDisk {
  const storageAccountType =
    sent.managedDisk?.storageAccountType ?? sent.storageAccountType ?? 'standard_lrs'
  const managedDisk = { ...sent.managedDisk, storageAccountType }
  return { caching: 'none', ...sent, storageAccountType, managedDisk }
}

const OWN_IMAGES = [
  'virtualMachineImageId',
  'sharedGalleryImageId',
  'communityGalleryImageId',
] as const

const IMAGE = `${MACHINE}.imageReference`
const MARKETPLACE = ['publisher', 'offer', 'sku', 'version'] as const

function imageOf(sent: Schemas['ImageReference'], asked: Asking): Schemas['ImageReference'] {
  const own = OWN_IMAGES.find((name) => sent[name] !== undefined)
  if (own) {
    const beside = MARKETPLACE.find((name) => sent[name] !== undefined)
    if (beside === 'version' || (beside && !sent.publisher)) {
      // The words are recorded.
      const reason = `Specified property ${beside} can only have a value when publisher is set.`
      throw invalidProperty(`${IMAGE}.${beside}`, reason, sent[beside])
    }
    const other = beside ?? OWN_IMAGES.find((name) => name !== own && sent[name] !== undefined)
    if (other) throw invalidProperty(`${IMAGE}.${other}`, `It cannot be combined with ${own}`)
    // Recorded: what the value says comes before who sends it.
    checkImageId(sent.virtualMachineImageId, asked)
    if (!asked.isByToken) throw needsToken(own)
    return sent
  }
  for (const name of ['publisher', 'offer', 'sku'] as const) {
    if (!sent[name]) throw missingProperty(`${IMAGE}.${name}`)
  }
  return { ...sent, version: sent.version ?? 'latest' }
}

const COMPUTE =
  '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Compute'
const GALLERY = `${COMPUTE}/galleries/{galleryName}/images/{galleryImageName}`
const MANAGED_IMAGE = `${COMPUTE}/images/{imageName}`
const IMAGE_IDS = [MANAGED_IMAGE, `${GALLERY}/versions/{galleryImageVersionName}`, GALLERY]

const hasForm = (id: string, form: string): boolean =>
  new RegExp(`^${form.replace(/\{\w+\}/g, '[^/]+')}$`, 'i').test(id)

function checkImageId(id: string | undefined, { takesManagedImages }: Asking): void {
  const forms = takesManagedImages ? IMAGE_IDS : IMAGE_IDS.slice(1)
  if (id === undefined || forms.some((form) => hasForm(id, form))) return
  // The words are recorded.
  const [image, version, latest] = IMAGE_IDS
  const reason = `The specified resource id must be of the format ${image}, ${version}, or ${latest}`
  throw invalidProperty(`${IMAGE}.virtualMachineImageId`, reason, id)
}

/** Azure takes what names resources of a subscription only from callers that it knows there. */
export const needsToken = (property: string) =>
  refusal('AuthenticationFailed', {
    AuthenticationErrorDetail: `The property '${property}' names a linked resource, which needs Microsoft Entra authentication.`,
  })
