// What Batch refuses of tasks because of what their properties say together, as data: by the parts of
// the published documentation.
import { BAD, MISSING, type Rule } from '../protocol/rules.ts'
import { container, file, mounts, NEW, onJob, output, SUBNET } from './jobs.ts'
import type { Sections } from './pools.ts'

const task = (rule: string, body: object, answer = BAD, of = 'job1', query = ''): Rule => ({
  rule,
  call: `POST /jobs/${of}/tasks${query}`,
  body: { id: 'new', commandLine: 'x', ...body },
  answer,
})

/** `runs` is running, `waits` active. */
export const ofTasks: Sections = {
  properties: [
    task('a name is 1,024 characters at most', { displayName: 'x'.repeat(1025) }),
    task('an id has 64 characters at most', { id: 'x'.repeat(65) }),
    task('a slot is one at least', { requiredSlots: -1 }),
    task('a scope is one of two', { userIdentity: { autoUser: { scope: 'world' } } }),
    task('an elevation, too', { userIdentity: { autoUser: { elevationLevel: 'root' } } }),
    task('a time is a length', { constraints: { maxWallClockTime: 'long' } }),
    task('a setting is of a process', { environmentSettings: [{ name: 'a=b' }] }),
    task('instances are one at least', {
      multiInstanceSettings: { coordinationCommandLine: 'x', numberOfInstances: -1 },
    }),
    task('they have their files from one place', {
      multiInstanceSettings: { coordinationCommandLine: 'x', commonResourceFiles: [{}] },
    }),
  ],
  'resource files': [
    task('a file comes from somewhere', { resourceFiles: [{ filePath: 'x' }] }),
    ...(
      [
        ['httpUrl', 'storageContainerUrl'],
        ['httpUrl', 'autoStorageContainerName'],
        ['storageContainerUrl', 'autoStorageContainerName'],
      ] as const
    ).map((names) =>
      task(`and not from ${names.join(' and ')}`, {
        resourceFiles: [
          {
            filePath: 'x',
            ...Object.fromEntries(names.map((name) => [name, 'http://127.0.0.1/c'])),
          },
        ],
      }),
    ),
    task('a prefix is of containers', { resourceFiles: [{ ...file, blobPrefix: 'x' }] }),
    task('an address is of the web', {
      resourceFiles: [{ ...file, httpUrl: 'file:///etc/passwd' }],
    }),
    task('a container, too', { resourceFiles: [{ storageContainerUrl: 'ftp://x/y' }] }),
    task('a container has a name', { resourceFiles: [{ autoStorageContainerName: 'A_b' }] }),
    ...['', '8', '99', '07777', 'rwx'].map((fileMode) =>
      task(`a mode is not ${JSON.stringify(fileMode)}`, { resourceFiles: [{ ...file, fileMode }] }),
    ),
  ],
  'output files': [
    task('a pattern is there', output({ filePattern: ' ' }), MISSING),
    task('a condition is one of three', output({ uploadOptions: { uploadCondition: 'maybe' } })),
    task('and is there', output({ uploadOptions: {} }), MISSING),
    task('an address is of the web', output({}, { containerUrl: 'container' })),
    task('a header has a name', output({}, { uploadHeaders: [{ name: '', value: 'x' }] })),
    task(
      'and no line of its own',
      output({}, { uploadHeaders: [{ name: 'a', value: 'x\ny: z' }] }),
    ),
  ],
  containers: [
    task('an image has a name', container({ imageName: ' ' }), MISSING),
    task('which is not endless', container({ imageName: 'a'.repeat(1025) })),
    task('a registry has a user', container({ registry: { password: 'x' } }), MISSING),
    task(
      'or an identity',
      container({
        registry: { username: 'a', password: 'x', identityReference: { resourceId: SUBNET } },
      }),
    ),
    task(
      'and an address',
      container({ registry: { username: 'a', password: 'x', registryServer: 'a b' } }),
    ),
    task('it starts in one of two places', container({ workingDirectory: 'home' })),
    task(
      'it sees each place once',
      mounts({ source: 'Task' }, { source: 'Shared' }, { source: 'Task' }),
      BAD,
      'job1',
      NEW,
    ),
    task('of those that there are', mounts({ source: 'Root' }), BAD, 'job1', NEW),
    task('and which is said', mounts({}), MISSING, 'job1', NEW),
    task('and older api-versions have none of it', mounts(), '400 InvalidRequestBody'),
  ],
  dependencies: [
    task(
      'ranges begin at 0',
      { dependsOn: { taskIdRanges: [{ start: -1, end: 1 }] } },
      BAD,
      'uses',
    ),
    task('and have an end', { dependsOn: { taskIdRanges: [{ start: 1 }] } }, MISSING, 'uses'),
    task('ids are ids', { dependsOn: { taskIds: ['a/b'] } }, BAD, 'uses'),
    task(
      'a job says that tasks depend on ranges, too',
      { dependsOn: { taskIdRanges: [{ start: 1, end: 2 }] } },
      '400 UnsupportedProperty',
    ),
  ],
  'exit conditions': [
    ...['exitCodes', 'exitCodeRanges'].map((name) =>
      task(`a job action needs a job that acts: ${name}`, {
        exitConditions: {
          [name]: [{ code: 1, start: 1, end: 1, exitOptions: { jobAction: 'none' } }].map(
            ({ exitOptions, ...codes }) =>
              name === 'exitCodes'
                ? { code: codes.code, exitOptions }
                : { start: codes.start, end: codes.end, exitOptions },
          ),
        },
      }),
    ),
    ...['preProcessingError', 'fileUploadError', 'default'].map((name) =>
      task(`a job action needs a job that acts: ${name}`, {
        exitConditions: { [name]: { jobAction: 'none' } },
      }),
    ),
    task('it is one of three', { exitConditions: { default: { jobAction: 'explode' } } }),
    task('and what dependents do is one of two', {
      exitConditions: { default: { dependencyAction: 'cancel' } },
    }),
    task('a code has what follows it', { exitConditions: { exitCodes: [{ code: 1 }] } }, MISSING),
  ],
  collections: [
    {
      rule: 'tasks are in a list',
      call: 'POST /jobs/job1/addtaskcollection',
      body: {},
      answer: MISSING,
    },
    {
      rule: 'of a job that is there',
      call: 'POST /jobs/none/addtaskcollection',
      body: { value: [{ id: 'new', commandLine: 'x' }] },
      answer: '404 JobNotFound',
    },
    {
      rule: 'and is not over',
      call: 'POST /jobs/over/addtaskcollection',
      body: { value: [{ id: 'new', commandLine: 'x' }] },
      answer: '409 JobCompleted',
    },
  ],
  operations: [
    onJob('constraints are said', 'PUT job1/tasks/runs', {
      constraints: { maxTaskRetryCount: -2 },
    }),
    onJob('as they can be', 'PUT job1/tasks/runs', { constraints: { retentionTime: '-P1D' } }),
    onJob(
      'what waits is not started again',
      'POST job1/tasks/waits/reactivate',
      {},
      '409 TaskNotCompleted',
    ),
    onJob(
      'a task is there to be terminated',
      'POST job1/tasks/none/terminate',
      {},
      '404 TaskNotFound',
    ),
    onJob('to be started again', 'POST job1/tasks/none/reactivate', {}, '404 TaskNotFound'),
    onJob('to be changed', 'PUT job1/tasks/none', { constraints: {} }, '404 TaskNotFound'),
    onJob('to be deleted', 'DELETE job1/tasks/none', {}, '404 TaskNotFound'),
    onJob('for its subtasks', 'GET job1/tasks/none/subtasksinfo', {}, '404 TaskNotFound'),
    onJob('for its files', 'GET job1/tasks/none/files', {}, '404 TaskNotFound'),
    ...['GET', 'DELETE'].map((method) =>
      onJob(`a job comes first: ${method}`, `${method} none/tasks/done`, {}, '404 JobNotFound'),
    ),
    ...['terminate', 'reactivate'].map((action) =>
      onJob(
        `a job comes first: ${action}`,
        `POST none/tasks/done/${action}`,
        {},
        '404 JobNotFound',
      ),
    ),
    onJob(
      'what waits has no file to delete',
      'DELETE job1/tasks/waits/files/stdout.txt',
      {},
      '409 OperationInvalidForCurrentState',
    ),
    onJob('tasks of a job that is there are counted', 'GET none/taskcounts', {}, '404 JobNotFound'),
  ],
}
