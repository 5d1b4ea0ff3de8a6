import { flagOf, optionGroup } from '#kernel/options.ts'

export const storeOptions = optionGroup({
  name: 'data',
  title: 'What is kept, and where',
  options: {
    data: {
      type: 'directory',
      says: 'keep everything here',
      value: 'dir',
      otherwise: '~/.lazuli; nothing is kept where a program starts the server',
      since: '0.1.0',
      everyday: true,
    },
    ephemeral: {
      type: 'flag',
      says: 'keep nothing',
      conflicts: 'data',
      since: '0.1.0',
      everyday: true,
    },
    store: {
      type: 'text',
      says: `keep resources and operations in this PostgreSQL database; files stay in ${flagOf('data')}`,
      value: 'url',
      otherwise: 'SQLite, in the data directory',
      conflicts: 'ephemeral',
      since: '0.2.0',
    },
    standby: {
      type: 'flag',
      says: `where another server has the database of ${flagOf('store')}, wait, and go on where that one ends`,
      since: '0.2.0',
    },
    readyFile: {
      type: 'file',
      says: 'write where and how to connect here, once requests are served',
      value: 'file',
      since: '0.1.0',
      everyday: true,
    },
  },
})
