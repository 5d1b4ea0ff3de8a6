import { AgentAway } from '../port.ts'

/** Where it is seen since when an agent is not connected, as `performance.now()` had it. */
export interface Presence {
  readonly awaySince: number | undefined
}

/** Waits for an agent, but rejects with `AgentAway` once it has been away for so long without a break. */
export async function unlessAway(
  nodeId: string,
  presence: Presence,
  awayMs: number,
  signal: AbortSignal | undefined,
  wait: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const began = performance.now()
  const away = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    const now = performance.now()
    const left = Math.max(began, presence.awaySince ?? now) + awayMs - now
    if (left <= 0) away.abort(new AgentAway(`the agent of node ${nodeId} is not there`))
    else timer = setTimeout(look, left).unref()
  }
  look()
  try {
    await wait(signal ? AbortSignal.any([away.signal, signal]) : away.signal)
  } finally {
    clearTimeout(timer)
  }
}
