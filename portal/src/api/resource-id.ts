/** The group in a resource's id. */
export const groupIn = (id: string): string => /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? ''
