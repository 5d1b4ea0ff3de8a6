// Which files of a task can be brought away when it has ended.
import type { components } from '#contract/batch/types.ts'
import { invalidProperty, missingProperty } from '../refusals.ts'
import { checkAddress } from './address.rules.ts'

type OutputFile = components['schemas']['OutputFile']

/** Refuses a list of files that could never be uploaded. `path`: where it stands. */
export function checkOutputFiles(path: string, files: readonly OutputFile[] = []): void {
  files.forEach((file, i) => {
    checkOutputFile(`${path}[${i}]`, file)
  })
}

function checkOutputFile(path: string, { filePattern, destination }: OutputFile): void {
  if (filePattern.trim() === '') throw missingProperty(`${path}.filePattern`)
  if (filePattern.includes('\0')) {
    throw invalidProperty(`${path}.filePattern`, 'The value is not a pattern of files')
  }
  const at = `${path}.destination.container`
  const { container } = destination
  if (!container) throw missingProperty(at)
  checkAddress(`${at}.containerUrl`, container.containerUrl)
  for (const { name, value = '' } of container.uploadHeaders ?? []) {
    if (HEADER_NAME.test(name) && HEADER_VALUE.test(value)) continue
    throw invalidProperty(`${at}.uploadHeaders`, 'The value is not a header of a blob', name)
  }
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]{1,256}$/
/** Visible ASCII and spaces. */
const HEADER_VALUE = /^[\t\x20-\x7e]{0,8192}$/
