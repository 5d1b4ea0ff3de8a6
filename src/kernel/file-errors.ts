const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'it is not a directory',
  EISDIR: 'it is a directory',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in its way',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
}

/** Why a file or directory could not be used, for a person; what Node says where we know no better. */
export function fileErrorWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = Reflect.get(error, 'code')
  return (typeof code === 'string' ? WORDS[code] : undefined) ?? error.message
}
