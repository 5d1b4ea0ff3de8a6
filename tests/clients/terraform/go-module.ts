// Programs of others, built from what the Go proxy has of them.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { must, sh } from '../environments.ts'

/** Where the module's sources are, which nothing may change. */
export async function goModule(module: string, version: string): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'lazuli-go-'))
  try {
    const { code, output } = await sh('go', ['mod', 'download', '-json', `${module}@${version}`], {
      cwd,
    })
    if (code !== 0) throw new Error(output)
    // What it says of its own downloads comes first.
    const answer = output.slice(output.indexOf('{'))
    return (JSON.parse(answer) as { readonly Dir: string }).Dir
  } finally {
    await rm(cwd, { recursive: true })
  }
}

/** Of a program of thousands of packages, beside tests that have the processors first. */
const BUILD_LIMIT_MS = 40 * 60_000

export async function goBuild(sources: string, what: string, program: string): Promise<void> {
  await mkdir(dirname(program), { recursive: true })
  await must(sh('go', ['build', '-o', program, what], { cwd: sources, limitMs: BUILD_LIMIT_MS }))
}
