// What a node's log says of what happens there. Command lines and settings are in none: they may hold
// secrets.
import type { Verb } from '#drivers/nodes/channel.ts'
import { type AgentReport, directoryOf } from '#drivers/nodes/port.ts'

export function lineOfReport(report: AgentReport): string {
  switch (report.kind) {
    case 'nodeUp':
      return `The node is up, boot ${report.bootId ?? 'unnamed'}, attempts ${report.attempts.length}`
    case 'nodeFaulty':
      return `The node is faulty: ${report.code}: ${report.message}`
    case 'nodeDown':
      return 'The node is down'
    case 'nodeUnknown':
      return 'The node is out of touch'
    case 'started':
      return `Attempt ${report.attemptId} started`
    case 'coordinated':
      return `Attempt ${report.attemptId} has coordinated`
    case 'lost':
      return `Attempt ${report.attemptId} is lost`
    case 'exited': {
      const { attemptId, exitCode, signal, failure } = report
      const how =
        failure?.code ?? (signal === undefined ? `exit code ${exitCode}` : `signal ${signal}`)
      return `Attempt ${attemptId} ended: ${how}`
    }
  }
}

export function lineOfVerb(verb: Verb): string {
  switch (verb.verb) {
    case 'setUp':
      return `Setting the node up for pool ${verb.node.poolId}`
    case 'reboot':
    case 'wipe':
    case 'deallocate':
    case 'remove':
      return `Asked to ${verb.verb} the node`
    case 'start':
      return `Attempt ${verb.attempt.attemptId} is of ${directoryOf(verb.attempt.work)}`
    case 'proceed':
    case 'stop':
      return `Attempt ${verb.attemptId} is asked to ${verb.verb}`
  }
}
