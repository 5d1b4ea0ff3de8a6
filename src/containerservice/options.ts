import { optionGroup } from '#kernel/options.ts'

export const containerServiceOptions = optionGroup({
  name: 'aks',
  title: 'Kubernetes Service (AKS)',
  options: {
    cluster: {
      type: 'choice',
      says: 'what stands behind managed clusters: nothing, or a Kubernetes API server for each',
      value: 'kind',
      choices: ['simulated', 'kubernetes'],
      default: 'simulated',
      since: '0.2.0',
    },
    kubeBinaries: {
      type: 'directory',
      says: 'where the programs of --cluster kubernetes are, or a directory of them for each version',
      value: 'directory',
      otherwise: 'found on PATH',
      since: '0.2.0',
    },
    clusterNodes: {
      type: 'choice',
      says: 'what nodes of --cluster kubernetes do with pods: say that they run, or run them on this machine',
      value: 'kind',
      choices: ['fake', 'process'],
      default: 'fake',
      since: '0.2.0',
    },
    clusterStart: {
      type: 'choice',
      says: 'when clusters of an earlier server start: when first needed, or with the server',
      value: 'when',
      choices: ['lazy', 'eager'],
      default: 'lazy',
      since: '0.2.0',
    },
    aksAbortIdle: {
      type: 'choice',
      says: 'what an abort answers when nothing runs',
      value: 'status',
      choices: ['409', '204'],
      default: '409',
      since: '0.1.0',
    },
    aksAborted: {
      type: 'choice',
      says: 'what the monitor of an operation that was aborted ends with, beside its error',
      value: 'status',
      choices: ['canceled', 'succeeded'],
      default: 'canceled',
      since: '0.2.0',
    },
    aksCanceling: {
      type: 'flag',
      says: 'say Canceling of an operation that is being aborted, not InProgress',
      since: '0.1.0',
    },
    aksLocation: {
      type: 'choice',
      says: 'what the Location of ended work without a result answers',
      value: 'status',
      choices: ['200', '204'],
      otherwise: '204 after an abort, else 200',
      since: '0.1.0',
    },
    aksSerialPools: {
      type: 'flag',
      says: 'let work go on in one pool of a cluster at a time',
      since: '0.1.0',
    },
  },
})
