import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BlobError, type BlobFault } from '#blobs/blob-error.ts'
import { uploadFailure } from '../transfers/upload-failures.ts'
import { downloadFailure } from './download-failures.ts'

const refused = (status: number, code?: string) => new BlobError('refused', 'no', { status, code })
const without = (fault: BlobFault) => new BlobError(fault, 'no')

/** Each way in which a call can fail, and what Batch calls it: of a blob, a container, an upload. */
const cases: readonly (readonly [BlobError, string, string, string])[] = [
  [refused(404), 'BlobNotFound', 'ResourceContainerNotFound', 'FileUploadContainerNotFound'],
  [refused(401), 'BlobAccessDenied', 'ResourceContainerAccessDenied', 'FileUploadAccessDenied'],
  [refused(403), 'BlobAccessDenied', 'ResourceContainerAccessDenied', 'FileUploadAccessDenied'],
  [
    without('stalled'),
    'BlobDownloadTimedOut',
    'ResourceContainerListTimedOut',
    'FileUploadMiscError',
  ],
  [
    refused(409, 'ContainerBeingDeleted'),
    ...['BlobDownloadMiscError', 'ResourceContainerListMiscError'],
    'FileUploadContainerNotFound',
  ],
  ...[
    refused(400),
    refused(412),
    refused(500),
    refused(503),
    without('unreachable'),
    without('noToken'),
    without('unusable'),
  ].map(
    (error) =>
      [
        error,
        'BlobDownloadMiscError',
        'ResourceContainerListMiscError',
        'FileUploadMiscError',
      ] as const,
  ),
] as readonly (readonly [BlobError, string, string, string])[]

test('each way in which a call of storage fails has a code of Batch, and whose fault it was', () => {
  for (const [error, ofBlob, ofContainer, ofUpload] of cases) {
    const found = [
      downloadFailure(error, 'blob', 'http://from', 'to'),
      downloadFailure(error, 'container', 'http://from', 'to'),
      uploadFailure(error, 'file', 'http://to'),
    ]
    const codes = [ofBlob, ofContainer, ofUpload]
    assert.deepEqual(
      found.map(({ code }) => code),
      codes,
      JSON.stringify(error),
    )
    // As documented: what a user can mend is the user's, the rest is the server's.
    assert.deepEqual(
      found.map(({ category }) => category),
      codes.map((code) => (/NotFound|Denied/.test(code) ? 'UserError' : 'ServerError')),
      JSON.stringify(error),
    )
    for (const { details, message } of found) {
      assert.ok(message)
      assert.equal(details?.length, 3)
    }
  }
})
