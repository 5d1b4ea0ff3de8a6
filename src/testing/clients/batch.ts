import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import type { Ready } from '#library/ready/ready.ts'

/** A client of the server's first Batch account by its key, over plain HTTP, which needs no trust. */
export function batchClientFor({ batch }: Pick<Ready, 'batch'>): BatchServiceClient {
  const { account, endpoint, key } = batch!
  const url = endpoint.replace('https:', 'http:')
  return new BatchServiceClient(new BatchSharedKeyCredentials(account, key), url)
}
