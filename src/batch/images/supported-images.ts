// The images that pools can name, each with the node agent that fits: those of the catalogues.
import { type BatchImage, type Catalogues, howToAdd } from '#catalogues/catalogues.ts'
import type { components } from '#contract/batch/types.ts'
import { invalidProperty, refusal } from '../refusals.ts'

export type SupportedImage = ReturnType<typeof shown>

/** As `supportedimages` lists one. */
function shown({ nodeAgent, publisher, offer, sku, os, ...image }: BatchImage) {
  return {
    nodeAgentSKUId: nodeAgent,
    imageReference: { publisher, offer, sku, version: 'latest' },
    osType: os,
    verificationType: image.verified ? ('verified' as const) : ('unverified' as const),
    ...(image.capabilities && { capabilities: image.capabilities }),
    ...(image.endOfLife && { batchSupportEndOfLife: `${image.endOfLife}T00:00:00Z` }),
  }
}

export const supportedImages = (catalogues: Catalogues): readonly SupportedImage[] =>
  catalogues.all('images').map(shown)

const MACHINE = 'virtualMachineConfiguration'

type Machine = components['schemas']['VirtualMachineConfiguration']

/**
 * The operating system of a machine. Refuses an image or a node agent that no catalogue has, and one
 * that does not fit the other.
 */
export function checkedOs(
  { imageReference, nodeAgentSKUId }: Machine,
  catalogues: Catalogues,
): BatchImage['os'] {
  const { publisher, offer, sku } = imageReference
  const agent = catalogues.find('nodeAgents', nodeAgentSKUId)
  const image = catalogues.find('images', `${publisher}/${offer}/${sku}`)
  if (publisher !== undefined && !image) {
    const reason = `The image is not supported. ${howToAdd('images')}`
    throw invalidProperty(`${MACHINE}.imageReference`, reason, `${publisher}/${offer}/${sku}`)
  }
  if (!agent) {
    const facts = { PropertyName: 'nodeAgentSKUId', Reason: howToAdd('nodeAgents') }
    throw refusal('NodeAgentSKUNotFound', facts, { path: `${MACHINE}.nodeAgentSKUId` })
  }
  if (image && image.nodeAgent.toLowerCase() !== nodeAgentSKUId.toLowerCase()) {
    const reason = 'The image needs another node agent: supportedimages lists which'
    throw invalidProperty(`${MACHINE}.nodeAgentSKUId`, reason, nodeAgentSKUId)
  }
  return agent.os
}
