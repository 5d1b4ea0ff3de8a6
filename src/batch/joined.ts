// Joins the parts of the room that have to do with each other both ways: nodes know nothing of
// tasks but these two.
import type { NodeTasks, ReportHandler, ReportWitness } from './nodes/node-tasks.ts'
import type { BatchPorts } from './ports.ts'
import { dispatcherOf } from './scheduler/dispatcher.ts'
import { nodeTasks } from './scheduler/node-tasks.ts'

export const nodeTasksOf = (_: BatchPorts): NodeTasks => nodeTasks

/** Who hears of attempts, in this order. */
export const reportHandlersOf = (ports: BatchPorts): readonly ReportHandler[] => [
  (tx, reports, now) => dispatcherOf(ports).hear(tx, reports, now),
]

export const reportWitnessesOf = (ports: BatchPorts): readonly ReportWitness[] => [
  (reports) => dispatcherOf(ports).witness(reports),
]
