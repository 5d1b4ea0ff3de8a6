// Tags as one line of text, and back.

export type Tags = Readonly<Record<string, string>>

export const tagsText = (tags: Tags | undefined): string =>
  Object.entries(tags ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')

/** `team=blue, stage=test`. A name alone has an empty value. */
export function tagsIn(text: string): Tags {
  const tags: Record<string, string> = {}
  for (const part of text.split(/[,\n]/)) {
    const [name = '', ...rest] = part.split('=')
    if (name.trim() !== '') tags[name.trim()] = rest.join('=').trim()
  }
  return tags
}
