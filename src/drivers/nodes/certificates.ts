// The files that certificates are on a node, and where they are.
import type { NodeCertificate, ResourceFile } from './port.ts'
import { directoryOf, type Work } from './work.ts'

/** Where the work finds its certificates, relative to the node's root. */
export const certificatesOf = (work: Work): string =>
  `${directoryOf(work.kind === 'task' ? { ...work, instance: 0 } : work)}/certs`

/** Of what a task has in its directory: `workitems/JOB/job-1/TASK/...`. */
const TASK_DEPTH = 4

/** Whether a path from the node's root is of what work has in its `certs`. */
export function isInCertificates(path: string): boolean {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  const depth = parts[0] === 'startup' ? 1 : parts[0] === 'workitems' ? TASK_DEPTH : undefined
  return depth !== undefined && parts[depth] === 'certs' && parts.length > depth + 1
}

/** The files that a certificate is, named as Azure names them. None where the work may not see it. */
export function certificateFiles(
  { thumbprint, format, base64, password = '', visibleTo }: NodeCertificate,
  work: Work,
): ResourceFile[] {
  if (!visibleTo.includes(work.kind === 'startTask' ? 'startTask' : 'task')) return []
  const filePath = `sha1-${thumbprint}.${format}`
  const certificate: ResourceFile = { filePath, fileMode: SECRET, source: { base64 } }
  if (format === 'cer') return [certificate]
  // An empty file is no password for openssl: it wants a line.
  const text = Buffer.from(password === '' ? '\n' : password).toString('base64')
  return [certificate, { filePath: `${filePath}.pw`, fileMode: SECRET, source: { base64: text } }]
}

const SECRET = '0600'
