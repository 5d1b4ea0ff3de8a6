import { flagOf, optionGroup } from '#kernel/options.ts'
import { usualQuotas } from './limits.ts'

/** Azure's, unless told otherwise: it raises them for those who ask. */
const quota = <const Default extends number>(of: string, azures: Default) =>
  ({
    type: 'number',
    says: `most ${of} that a Batch account may have`,
    value: 'count',
    least: 0,
    most: 1_000_000,
    whole: true,
    default: azures,
    since: '0.2.0',
  }) as const

export const batchOptions = optionGroup({
  name: 'batch',
  title: 'Batch',
  options: {
    batchPort: {
      type: 'number',
      says: 'port of the Batch data plane; 0 takes a free one',
      value: 'port',
      least: 0,
      most: 65_535,
      whole: true,
      otherwise: `the one after ${flagOf('port')}`,
      since: '0.1.0',
      everyday: true,
    },
    batchNames: {
      type: 'flag',
      says: `reach all Batch accounts at ${flagOf('port')}, as ACCOUNT.REGION.batch below ${flagOf('publicName')}`,
      since: '0.2.0',
    },
    batchPorts: {
      type: 'text',
      says: 'ports of Batch accounts after the first, such as 4600-4699; those beyond have none',
      value: 'range',
      otherwise: 'free ones',
      since: '0.2.0',
    },
    nodes: {
      type: 'choice',
      says: 'what pools are made of: this machine, nodes that only keep time, or what a file of rules says',
      value: 'kind',
      choices: ['local', 'simulated'],
      orFile: true,
      otherwise: 'local on Linux; elsewhere simulated, for the node agent needs Linux',
      since: '0.2.0',
    },
    tasksSeeAzure: {
      type: 'flag',
      says: "lead what tasks call by Azure's own names to this server, and their storage too",
      since: '0.2.0',
    },
    separation: {
      type: 'choice',
      says: 'how tasks are kept apart',
      value: 'way',
      choices: ['uid', 'bwrap', 'none'],
      otherwise: 'users of their own as root, else bubblewrap, if it works',
      since: '0.1.0',
    },
    elevation: {
      type: 'choice',
      says: 'what users with elevationLevel admin may do: no more than others, all as root, or sudo',
      value: 'way',
      choices: ['none', 'root', 'sudo'],
      default: 'none',
      since: '0.2.0',
    },
    keepCompleted: {
      type: 'number',
      says: 'days after which completed jobs are deleted, and completed tasks of jobs that go on',
      value: 'days',
      least: 0.001,
      most: 36_500,
      otherwise: 'they are kept for good, as in Azure',
      since: '0.2.0',
    },
    stopTasks: {
      type: 'flag',
      says: 'end running tasks when the server stops; the next start runs them again',
      otherwise: 'tasks run on without the server, and the next start takes them up',
      since: '0.2.0',
    },
    containers: {
      type: 'choice',
      says: 'what runs containers; host ignores images and runs their commands as processes',
      value: 'way',
      choices: ['podman', 'docker', 'runc', 'host'],
      otherwise: 'the first of Podman, Docker and runc that works',
      since: '0.2.0',
    },
    dedicatedCoreQuota: quota('cores of dedicated nodes', usualQuotas.dedicatedCoreQuota),
    lowPriorityCoreQuota: quota('cores of low-priority nodes', usualQuotas.lowPriorityCoreQuota),
    poolQuota: quota('pools', usualQuotas.poolQuota),
    activeJobAndJobScheduleQuota: quota(
      'jobs and job schedules that are not over',
      usualQuotas.activeJobAndJobScheduleQuota,
    ),
    retiredCertificates: {
      type: 'flag',
      says: 'serve certificates in 2024-07-01.20.0 too, where Azure has retired them',
      since: '0.1.0',
    },
  },
})
