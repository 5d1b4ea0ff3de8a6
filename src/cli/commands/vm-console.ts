import { writeFile } from 'node:fs/promises'
import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../client.ts'

export async function vmConsole(
  name: string,
  options: Reaching & { readonly output?: string; readonly serial?: boolean },
): Promise<void> {
  const ready = await readReady(options)
  const path = `/lazuli/console?name=${encodeURIComponent(name)}`
  const shown = JSON.parse(await admin(ready, path)) as components['schemas']['ConsoleView']
  if (options.serial || shown.screen === undefined) {
    process.stdout.write(shown.serial === '' ? 'The machine has said nothing.\n' : shown.serial)
    return
  }
  const file = options.output ?? `${name.split('/').at(-1)}.png`
  await writeFile(file, Buffer.from(shown.screen, 'base64'))
  process.stdout.write(`The screen is in ${file}\n`)
}
