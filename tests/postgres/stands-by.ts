import { setTimeout as wait } from 'node:timers/promises'

/** Resolves once a server answers at the port, be it that it stands by or serves already, or at `signal`. */
export async function standsBy(port: number, signal?: AbortSignal): Promise<void> {
  const health = () => fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
  while (!signal?.aborted && (await health())?.status !== 200) await wait(20)
}
