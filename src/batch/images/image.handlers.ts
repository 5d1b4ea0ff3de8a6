import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from '../handler.ts'
import type { BatchPorts } from '../ports.ts'
import type { Filterables } from '../wire/filter.ts'
import { matcherFor } from '../wire/filtered.ts'
import { pageOf } from '../wire/page.ts'
import { found } from '../wire/replies.ts'
import { type SupportedImage, supportedImages } from './supported-images.ts'

const filterables: Filterables = {
  osType: { column: '', operators: ['eq', 'ne'], kind: 'word' },
  verificationType: { column: '', operators: ['eq', 'ne'], kind: 'word' },
  nodeAgentSKUId: { column: '', operators: ['eq', 'ne'], kind: 'word' },
}
type Property = 'osType' | 'verificationType' | 'nodeAgentSKUId'

const Account_ListSupportedImages: Handler<
  operations['Account_ListSupportedImages'],
  BatchPorts
> = async (request, { catalogues }) => {
  const matches = matcherFor<SupportedImage>(request.query, filterables, (image, name) => {
    return image[name as Property]
  })
  const listed = supportedImages(catalogues)
    .map((image, at) => ({ image, at }))
    .filter(({ image }) => matches(image))
  const page = await pageOf(
    request,
    async ({ after, limit }) =>
      listed.filter(({ at }) => after === undefined || at > Number(after)).slice(0, limit),
    ({ at }) => String(at),
    ({ image }) => image,
  )
  return found(page)
}

export const imageHandlers = { Account_ListSupportedImages } satisfies Handlers
