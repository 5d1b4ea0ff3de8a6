import type { Answer, Question } from '../channel.ts'
import type { NodeSecrets } from './port.ts'

/** Answers what an agent asks. Whatever goes wrong is said to it: its task fails by it. */
export async function answerTo(asks: Question, secrets: NodeSecrets | undefined): Promise<Answer> {
  if (!secrets) return { refused: 'This node has no identities and no storage of its account' }
  try {
    // It may come from an agent elsewhere, and be anything.
    const { nodeId } = asks
    return asks.about === 'token'
      ? { token: await secrets.token(nodeId, asks.identity, asks.isFresh) }
      : { place: await secrets.autoStorage(nodeId, asks.container) }
  } catch (error) {
    return { refused: (error as Error).message }
  }
}
