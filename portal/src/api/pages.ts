// Lists that come in pages: they are read to a bound, so that no list fills the memory.
import { type Api, call, pathOf } from './call.ts'

export interface PageOf<Item> {
  readonly value?: readonly Item[] | undefined
  readonly nextLink?: string | undefined
  readonly 'odata.nextLink'?: string | undefined
}

export interface Listed<Item> {
  readonly items: readonly Item[]
  /** Whether there are more. */
  readonly isCut: boolean
}

/** Reads pages that follow the first until `most` items are there. */
export async function listed<Item>(
  api: Api,
  first: PageOf<Item>,
  most: number,
  signal?: AbortSignal,
): Promise<Listed<Item>> {
  const items = [...(first.value ?? [])]
  let next = first.nextLink ?? first['odata.nextLink']
  while (next && items.length < most) {
    const page = (await (await call(api, pathOf(next), { signal })).json()) as PageOf<Item>
    items.push(...(page.value ?? []))
    next = page.nextLink ?? page['odata.nextLink']
  }
  return { items, isCut: next !== undefined && next !== '' }
}
