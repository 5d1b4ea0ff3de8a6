// A span for each attempt at a task, by what is told to the agent that runs it and what it reports.
import type { AgentReport, NodeAgent } from '#drivers/nodes/port.ts'
import type { Work } from '#drivers/nodes/work.ts'
import { parentIn, type SpanContext } from './span.ts'
import type { Tracing } from './traces.ts'

/** Attempts whose end is awaited. */
const MOST = 100_000

interface Attempt {
  readonly context: SpanContext
  readonly parentId: string | undefined
  readonly work: Work
}

type Ended = Extract<AgentReport, { readonly kind: 'exited' }>

export function tracedAgent(tracing: Tracing, agent: NodeAgent): NodeAgent {
  const attempts = new Map<string, Attempt>()
  const start: NodeAgent['start'] = (attempt, signal) => {
    // A user who wants a task in a trace of theirs says so as other programs are told.
    const parent = parentIn(attempt.environment.TRACEPARENT)
    const [oldest] = attempts.keys()
    if (attempts.size >= MOST && oldest !== undefined) attempts.delete(oldest)
    if (!attempts.has(attempt.attemptId)) {
      const context = tracing.begin(parent)
      attempts.set(attempt.attemptId, { context, parentId: parent?.spanId, work: attempt.work })
    }
    return agent.start(attempt, signal)
  }
  const ended = ({ attemptId, nodeId, startedAt, endedAt, ...end }: Ended): void => {
    const attempt = attempts.get(attemptId)
    if (!attempt) return
    attempts.delete(attemptId)
    const { work, context, parentId } = attempt
    tracing.add({
      context,
      parentId,
      name: work.kind,
      kind: 'consumer',
      startMs: startedAt,
      endMs: endedAt,
      attributes: {
        ...namesOf(work),
        'lazuli.batch.attempt': attemptId,
        'lazuli.batch.node': nodeId,
        'process.exit.code': end.exitCode,
        'lazuli.batch.signal': end.signal,
      },
      error: end.failure?.code ?? (end.exitCode === 0 ? undefined : 'FailureExitCode'),
    })
  }
  const observe: NodeAgent['observe'] = async function* (signal) {
    for await (const reports of agent.observe(signal)) {
      for (const report of reports) {
        if (report.kind === 'exited') ended(report)
        else if (report.kind === 'lost') attempts.delete(report.attemptId)
      }
      yield reports
    }
  }
  return new Proxy(agent, {
    get(target, key) {
      if (key === 'start') return start
      if (key === 'observe') return observe
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const namesOf = (work: Work) =>
  work.kind === 'startTask'
    ? {}
    : { 'lazuli.batch.job': work.jobId, 'lazuli.batch.task': work.taskId }
