import { setTimeout as wait } from 'node:timers/promises'
import { killTree, signalTree, type Tree } from './process-tree.ts'

const AGAIN_MS = 20
const LAST_ASK_MS = 1000

/**
 * Asks the tree to end. A program that is just being started may miss it: until one of the tree's
 * own is seen among those asked, they are asked again, though not for ever: it may hide.
 */
export async function askTree(tree: () => Tree, mayGoOn: () => boolean): Promise<void> {
  for (let pause = AGAIN_MS; pause < LAST_ASK_MS && mayGoOn(); pause *= 2) {
    const { marked } = await signalTree(tree(), 'SIGTERM', mayGoOn)
    if (marked > 0) return
    await wait(pause)
  }
}

/** Kills the tree until its launcher says so: its first program may be about to start. */
export async function killWhile(tree: () => Tree, mayGoOn: () => boolean): Promise<void> {
  while (mayGoOn()) {
    await killTree(tree(), mayGoOn)
    await wait(AGAIN_MS)
  }
}
