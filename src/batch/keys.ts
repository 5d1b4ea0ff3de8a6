// What rows of Batch are found by. Ids compare without case, so a key is the id in lower case; each
// kind of key is made here, and the compiler does not let one stand for another.
import type { Brand } from '#kernel/brand.ts'

/** The account's name. */
export type AccountKey = Brand<string, 'AccountKey'>
/** The pool's id, unique in its account. */
export type PoolKey = Brand<string, 'PoolKey'>
/** The job's id, unique in its account. */
export type JobKey = Brand<string, 'JobKey'>
/** The job schedule's id, unique in its account. */
export type ScheduleKey = Brand<string, 'ScheduleKey'>
/** The task's id, unique in its job. */
export type TaskKey = Brand<string, 'TaskKey'>
/** The node's id, unique everywhere: provider and agent know the node by it. */
export type NodeId = Brand<string, 'NodeId'>
/** What the job's tasks name it by. A job that is deleted and added again gets another. */
export type JobNumber = Brand<number, 'JobNumber'>
/** Creation order of tasks in the whole store. */
export type TaskNumber = Brand<number, 'TaskNumber'>

export const accountKeyOf = (name: string): AccountKey => name.toLowerCase() as AccountKey
export const poolKeyOf = (id: string): PoolKey => id.toLowerCase() as PoolKey
export const jobKeyOf = (id: string): JobKey => id.toLowerCase() as JobKey
export const scheduleKeyOf = (id: string): ScheduleKey => id.toLowerCase() as ScheduleKey
export const taskKeyOf = (id: string): TaskKey => id.toLowerCase() as TaskKey
export const nodeIdOf = (id: string): NodeId => id.toLowerCase() as NodeId

/** The account whose data plane a call reached. */
export const accountOf = ({ caller }: { readonly caller: { readonly name: string } }): AccountKey =>
  accountKeyOf(caller.name)

/** 0: the store has given none yet. */
export const jobNumberOf = (num: number): JobNumber => num as JobNumber
export const taskNumberOf = (seq: number): TaskNumber => seq as TaskNumber
