// Real tasks make odd names, deep and wide directories, sockets and pipes, while their files are listed,
// read and deleted, tasks and jobs go under them, and the agent is killed: at the end nothing is left
// and no call has failed by a bug. Run with `node tests/soak/files.ts`; ROUNDS and SEED say how many
// steps and which run.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { serverClock } from '#engine/clock.ts'
import { Machine } from '#testing/machine.ts'
import { type Answer, type BatchServer, startBatch } from '../wire/batch/batch-server.ts'

/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomOf(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

/**
 * What a task may leave, each a line of Python. Those that loop go on until the task is ended, and not
 * for ever nor with ever more files: a run that is killed leaves them behind.
 */
const MAKERS = [
  'for b in range(1, 256):\n  b != 47 and b != 46 and open(b"n" + bytes([b]), "w").close()',
  'for i in range(300): os.makedirs("w/%d/x" % i)',
  'here = os.getcwd()\nfor i in range(600): os.mkdir("deep"); os.chdir("deep")\nos.chdir(here)',
  's = socket.socket(socket.AF_UNIX); s.bind("socket"); os.mkfifo("pipe")',
  'os.symlink("/etc", "out"); os.symlink("loop", "loop"); os.symlink("..", "up")',
  'os.mkdir("closed"); open("closed/f", "w").close(); os.chmod("closed", 0)',
  'for i in range(10**7): os.makedirs("r/%d" % (i % 50), exist_ok=True); open("r/%d/%d" % (i % 50, i % 50021), "w").close()',
  'for i in range(10**7): open(b"\\xff%d" % (i % 999), "w").close(); i % 3 or os.remove(b"\\xff%d" % (i % 999))',
]

const JOB = { id: 'j', poolInfo: { poolId: 'p' } }
const TASKS = 6

export async function filesSoak(seed: number, rounds: number): Promise<Record<string, number>> {
  const below = randomOf(seed)
  const machine = new Machine('none')
  const driver = machine.driver()
  await using batch = await startBatch({ clock: serverClock({ scale: 300 }), nodes: driver })
  const did: Record<string, number> = {}
  const call = async (method: string, path: string, body?: object) => {
    const answer = await batch.call(method, path, body && { body })
    const said = `${method} ${path}: ${answer.status} ${answer.text.slice(0, 200)}`
    assert.ok(answer.status < 500 || answer.status === 503, said)
    did[`${method} ${answer.status}`] = (did[`${method} ${answer.status}`] ?? 0) + 1
    return answer
  }
  await call('POST', '/pools', {
    id: 'p',
    vmSize: 'standard_d2s_v3',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 1,
    taskSlotsPerNode: TASKS,
  })
  const node = await idleNode(batch)
  try {
    await call('POST', '/jobs', JOB)
    for (let round = 0; round < rounds; round++) {
      const task = `/jobs/j/tasks/t${below(TASKS)}`
      const dice = below(20)
      if (dice < 6) await call('POST', '/jobs/j/tasks', aTask(task.slice(-2), below))
      else if (dice < 10) await listSome(call, batch.origin, `${task}/files?recursive=true`, below)
      else if (dice < 12)
        await call('GET', `${task}/files/wd/${['pipe', 'socket', 'out', 'n%EE%BF%BF'][below(4)]}`)
      else if (dice < 14)
        await call(
          'DELETE',
          `${task}/files/wd/${['r', 'w', 'deep', 'closed'][below(4)]}?recursive=true`,
        )
      else if (dice < 18) await call('DELETE', task)
      else if (dice === 18) await machine.killAgent(driver)
      else await listSome(call, batch.origin, `/pools/p/nodes/${node}/files?recursive=true`, below)
      await wait(below(200))
    }
    await call('DELETE', '/jobs/j')
    while ((await batch.call('GET', '/jobs/j')).status !== 404) await wait(20)
    assert.ok(!existsSync(`${machine.rootOf(node)}/workitems/j`))
    while (readdirSync(`${machine.nodesDirectory}/.trash`).length > 0) await wait(20)
    assert.deepEqual(batch.bugs, [])
    return did
  } finally {
    await machine.end(node)
  }
}

function aTask(id: string, below: (limit: number) => number): object {
  const lines = Array.from({ length: 1 + below(4) }, () => MAKERS[below(MAKERS.length)]!)
  const program = ['import os, socket', ...lines].join('\n')
  const code = Buffer.from(program).toString('base64')
  const run = `import base64; exec(base64.b64decode("${code}"))`
  return { id, commandLine: `python3 -c '${run}'` }
}

type Call = (method: string, path: string) => Promise<Answer>

/** A page or two; their order and that none is shown twice are tested elsewhere. */
async function listSome(
  call: Call,
  origin: string,
  path: string,
  below: (limit: number) => number,
): Promise<void> {
  let next: string | undefined = `${path}&maxresults=${1 + below(400)}`
  for (let page = 0; next && page < 3; page++) {
    const { status, body } = await call('GET', next)
    const link = status === 200 ? body['odata.nextLink'] : undefined
    next = link && String(link).slice(origin.length)
  }
}

async function idleNode(batch: BatchServer): Promise<string> {
  for (;;) {
    const { body } = await batch.call('GET', '/pools/p/nodes')
    const [node] = body.value as unknown as { id: string; state: string }[]
    if (node?.state === 'idle') return node.id
    await wait(20)
  }
}

if (import.meta.main) {
  const seed = Number(process.env.SEED ?? 1)
  const did = await filesSoak(seed, Number(process.env.ROUNDS ?? 1000))
  process.stdout.write(`seed ${seed}: ${JSON.stringify(did)}\n`)
}
