// Joins the parts of the room that have to do with each other both ways: nodes know nothing of
// tasks but these two.
import { type NodeTasks, noTasks, type ReportHandler } from './nodes/node-tasks.ts'
import type { BatchPorts } from './ports.ts'

export const nodeTasksOf = (_: BatchPorts): NodeTasks => noTasks

/** Who hears of attempts, in this order. */
export const reportHandlersOf = (_: BatchPorts): readonly ReportHandler[] => []
