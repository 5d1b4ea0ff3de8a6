import { invalidProperty } from '../refusals.ts'

/** Refuses what no node can fetch from or send to. The value is not repeated: it may hold a SAS. */
export function checkAddress(path: string, url: string): void {
  if (/^https?:\/\/[^/?#\s]+/i.test(url) && URL.canParse(url)) return
  throw invalidProperty(path, 'The value is not an http or https URL')
}
