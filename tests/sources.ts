// All that is written by hand in TypeScript, for tests of how it looks.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

export const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file && !file.startsWith('contract/generated/') && existsSync(file))
export const sources = files.filter((file) => file.startsWith('src/'))
export const textOf = (file: string): string => readFileSync(file, 'utf8')
export const isTest = (file: string): boolean =>
  /\.(test|fixture)\.ts$|\/conformance(-[a-z]+)?\.ts$/.test(file) || file.startsWith('src/testing/')
