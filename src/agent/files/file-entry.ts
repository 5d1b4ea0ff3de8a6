import type { Stats } from 'node:fs'
import type { FileEntry } from '#drivers/nodes/port.ts'

/** What is told of a file. */
export const entryOf = (path: string, stats: Stats): FileEntry => ({
  path: path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/'),
  isDirectory: stats.isDirectory(),
  size: stats.isDirectory() ? 0 : stats.size,
  modifiedAt: Math.floor(stats.mtimeMs) as FileEntry['modifiedAt'],
  mode: stats.mode,
})
