import { optionGroup } from '#kernel/options.ts'

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
      otherwise: 'the one after --port',
      since: '0.1.0',
      everyday: true,
    },
    nodes: {
      type: 'choice',
      says: 'what pools are made of: this machine, or nodes that only keep time',
      value: 'kind',
      choices: ['local', 'simulated'],
      default: 'local',
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
    retiredCertificates: {
      type: 'flag',
      says: 'serve certificates in 2024-07-01.20.0 too, where Azure has retired them',
      since: '0.1.0',
    },
  },
})
