// What Batch refuses, as data: each rule of nodes, jobs, tasks, files, schedules and lists with the
// call that breaks it, and the answer. In the order of the published documentation.

export interface Rule {
  readonly rule: string
  /** Method and path. */
  readonly call: string
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
  /** What is done before, and is taken. */
  readonly first?: { readonly call: string; readonly body: object }
  readonly answer: string
}

export const BAD = '400 InvalidPropertyValue'
export const MISSING = '400 MissingRequiredProperty'

const pool = { vmSize: 'standard_d2s_v3' }

const node = (rule: string, call: string, body: object, answer: string): Rule => ({
  rule,
  call: call.replace(' ', ' /pools/pool1/nodes/'),
  body,
  answer,
})

/** NODE is one that is idle. */
export const nodes: readonly Rule[] = [
  node('a node is there', 'POST none/reboot', {}, '404 NodeNotFound'),
  { rule: 'in a pool', call: 'POST /pools/none/nodes/NODE/reboot', answer: '404 PoolNotFound' },
  node(
    'scheduling is switched off once',
    'POST OFF/disablescheduling',
    {},
    '409 NodeAlreadyInTargetSchedulingState',
  ),
  node('and on once', 'POST NODE/enablescheduling', {}, '409 NodeAlreadyInTargetSchedulingState'),
  node(
    'what is not switched off does not start',
    'POST NODE/start?api-version=2024-07-01.20.0',
    {},
    '409 OperationInvalidForCurrentState',
  ),
  node('a user has a name', 'POST NODE/users', { password: 'x' }, MISSING),
  node(
    'that is not taken',
    'POST NODE/users',
    { name: 'kim', password: 'x' },
    '409 NodeUserExists',
  ),
  node('and can be one of the node', 'POST NODE/users', { name: '../x', password: 'x' }, BAD),
  node('but none that it has', 'POST NODE/users', { name: 'Guest', password: 'x' }, BAD),
  node('a user is there', 'PUT NODE/users/none', { password: 'x' }, '404 NodeUserNotFound'),
  node('until it is deleted', 'DELETE NODE/users/none', {}, '404 NodeUserNotFound'),
  node('a user of Windows has a password', 'POST NODE/users', { name: 'new' }, MISSING),
  node(
    'and no key',
    'POST NODE/users',
    { name: 'new', password: 'x', sshPublicKey: 'ssh-rsa AAAA' },
    BAD,
  ),
  node(
    'service logs have a place',
    'POST NODE/uploadbatchservicelogs',
    { startTime: '2026-01-01T00:00:00Z' },
    MISSING,
  ),
  node(
    'that may be written to',
    'POST NODE/uploadbatchservicelogs',
    { startTime: '2026-01-01T00:00:00Z', containerUrl: 'https://x/y' },
    BAD,
  ),
  node(
    'and a begin before their end',
    'POST NODE/uploadbatchservicelogs',
    {
      startTime: '2026-01-02T00:00:00Z',
      endTime: '2026-01-01T00:00:00Z',
      containerUrl: 'https://x/y?sig=z',
    },
    BAD,
  ),
  node('reimaging is of cloud services', 'POST NODE/reimage', {}, '409 OperationNotValidOnNode'),
  node('and so are desktops', 'GET NODE/rdp', {}, '409 OperationNotValidOnNode'),
  node(
    'scheduling has no retained data',
    'POST NODE/disablescheduling',
    { nodeDisableSchedulingOption: 'retaineddata' },
    BAD,
  ),
  node('an extension is there', 'GET NODE/extensions/none', {}, '404 ResourceNotFound'),
  node('a file is there', 'GET NODE/files/none', {}, '404 FileNotFound'),
]

const job = (rule: string, body: object, answer = BAD): Rule => ({
  rule,
  call: 'POST /jobs',
  body: { id: 'new', poolInfo: { poolId: 'pool1' }, ...body },
  answer,
})
const onJob = (rule: string, call: string, body: object, answer: string): Rule => ({
  rule,
  call: call.replace(' ', ' /jobs/'),
  body,
  answer,
})
const runs = { commandLine: 'x' }

/** job1 is active, off is disabled, over completed. */
export const jobs: readonly Rule[] = [
  job('two jobs have no id in common', { id: 'JOB1' }, '409 JobExists'),
  job('nor a job and a schedule', { id: 'nightly' }, '409 JobScheduleWithSameIdExists'),
  job('a job has a pool', { poolInfo: {} }, MISSING),
  job('a priority is 1000 at most', { priority: 1001 }),
  job('and -1000 at least', { priority: -1001 }),
  job('tasks run, or all of them', { maxParallelTasks: 0 }),
  job('and -1 means all', { maxParallelTasks: -2 }),
  job('retries are -1 at least', { constraints: { maxTaskRetryCount: -2 } }),
  job('a time is a time', { constraints: { maxWallClockTime: 'soon' } }),
  job('metadata has names', { metadata: [{ name: '', value: 'x' }] }, '400 EmptyMetadataKey'),
  job('settings have names', { commonEnvironmentSettings: [{ name: '', value: 'x' }] }),
  job('a release follows a preparation', { jobReleaseTask: runs }),
  job('for a quarter of an hour at most', {
    jobPreparationTask: runs,
    jobReleaseTask: { ...runs, maxWallClockTime: 'PT16M' },
  }),
  job(
    'the own tasks of a job have ids of their own',
    { jobPreparationTask: { ...runs, id: 'a' }, jobReleaseTask: { ...runs, id: 'A' } },
    '409 TaskIdSameAsJobPreparationTask',
  ),
  job(
    'its manager too',
    { jobPreparationTask: { ...runs, id: 'a' }, jobManagerTask: { ...runs, id: 'A' } },
    '409 TaskIdSameAsJobPreparationTask',
  ),
  job('a manager has an id', { jobManagerTask: runs }, MISSING),
  job('and is a user of the pool', {
    jobManagerTask: { ...runs, id: 'm', userIdentity: { username: 'stranger' } },
  }),
  job('a job has one pool', {
    poolInfo: {
      poolId: 'pool1',
      autoPoolSpecification: { poolLifetimeOption: 'job', pool: pool },
    },
  }),
  job('a pool that lives with a schedule is of a schedule', {
    poolInfo: {
      autoPoolSpecification: { poolLifetimeOption: 'jobschedule', pool: pool },
    },
  }),
  job('a network is a subnet', {
    networkConfiguration: { subnetId: 'x' },
  }),
  job('a job acts by its exit conditions or not', { onTaskFailure: 'panic' }),
  job('an end is one of two', { onAllTasksComplete: 'celebrate' }),
  onJob('a job is there', 'GET none', {}, '404 JobNotFound'),
  onJob(
    'what is over is not disabled',
    'POST over/disable',
    { disableTasks: 'wait' },
    '409 JobCompleted',
  ),
  onJob('nor enabled', 'POST over/enable', {}, '409 JobCompleted'),
  onJob('nor terminated', 'POST over/terminate', {}, '409 JobCompleted'),
  onJob('nor changed', 'PATCH over', { priority: 1 }, '409 JobCompleted'),
  onJob('to disable says what becomes of tasks', 'POST job1/disable', {}, MISSING),
  onJob(
    'force waits no less than nothing',
    'POST job1/terminate?api-version=2024-07-01.20.0',
    { forceAfterSeconds: -1 },
    BAD,
  ),
  onJob(
    'a pool changes only while the job is disabled',
    'PATCH job1',
    { poolInfo: { poolId: 'other' } },
    BAD,
  ),
  onJob(
    'a job that ends with its tasks stays so',
    'PATCH ends',
    { onAllTasksComplete: 'noaction' },
    BAD,
  ),
  onJob('also by leaving it out', 'PUT ends', { poolInfo: { poolId: 'pool1' } }, BAD),
  onJob('a PUT has a pool', 'PUT job1', {}, MISSING),
  onJob(
    'without preparation there is no list of it',
    'GET job1/jobpreparationandreleasetaskstatus',
    {},
    '409 JobPreparationTaskNotSpecified',
  ),
]

const task = (rule: string, body: object, answer = BAD, of = 'job1'): Rule => ({
  rule,
  call: `POST /jobs/${of}/tasks`,
  body: { id: 'new', commandLine: 'x', ...body },
  answer,
})
const outputTo = (containerUrl: string | undefined) => ({
  filePattern: '*',
  destination: containerUrl === undefined ? {} : { container: { containerUrl } },
  uploadOptions: { uploadCondition: 'taskcompletion' },
})
const from = { httpUrl: 'http://127.0.0.1/x', filePath: 'x' }
const exit = (options: object) => ({
  exitConditions: { exitCodes: [{ code: 1, exitOptions: options }] },
})

/** done has succeeded, and runs is running. */
export const tasks: readonly Rule[] = [
  task('a job is there', {}, '404 JobNotFound', 'none'),
  task('two tasks have no id in common', { id: 'DONE' }, '409 TaskExists'),
  task(
    'nor one with the preparation',
    { id: 'JobPreparation' },
    '409 TaskIdSameAsJobPreparationTask',
    'prepared',
  ),
  task('or the release', { id: 'jobrelease' }, '409 TaskIdSameAsJobReleaseTask', 'prepared'),
  task('a job that is over takes none', {}, '409 JobCompleted', 'over'),
  task('a task runs something', { commandLine: ' ' }, MISSING),
  task('in a slot at least', { requiredSlots: 0 }),
  task('as one user', { userIdentity: { username: 'a', autoUser: {} } }),
  task('of the pool', { userIdentity: { username: 'stranger' } }),
  task('several instances have one slot each', {
    requiredSlots: 2,
    multiInstanceSettings: { coordinationCommandLine: 'x', numberOfInstances: 2 },
  }),
  task(
    'only a job that says so has tasks that depend on others',
    { dependsOn: { taskIds: ['done'] } },
    '400 UnsupportedProperty',
  ),
  task('a token is for the job', { authenticationTokenSettings: { access: ['pool'] } }),
  task('an instance is one at least', {
    multiInstanceSettings: { coordinationCommandLine: 'x', numberOfInstances: 0 },
  }),
  task(
    'instances coordinate',
    { multiInstanceSettings: { coordinationCommandLine: ' ' } },
    MISSING,
  ),
  task('packages are ten at most', {
    applicationPackageReferences: Array.from({ length: 11 }, (_, n) => ({ applicationId: `${n}` })),
  }),
  task(
    'and are there',
    { applicationPackageReferences: [{ applicationId: 'none' }] },
    '409 InvalidApplicationPackageReferences',
  ),
  task('settings have names', { environmentSettings: [{ name: '', value: 'x' }] }),
  task('an output has a place', { outputFiles: [outputTo(undefined)] }, MISSING),
  task('that can be reached', { outputFiles: [outputTo('ftp://x/y')] }),
  task('a file comes from one place', {
    resourceFiles: [{ ...from, storageContainerUrl: 'http://127.0.0.1/c' }],
  }),
  task('and has a path', { resourceFiles: [{ httpUrl: 'http://127.0.0.1/x' }] }, MISSING),
  task('below its task', { resourceFiles: [{ ...from, filePath: '../x' }] }),
  task('a mode is octal', { resourceFiles: [{ ...from, fileMode: '0999' }] }),
  task('retries are -1 at least', { constraints: { maxTaskRetryCount: -2 } }),
  task('times are not negative', { constraints: { retentionTime: '-PT1S' } }),
  task('a job listens to what it is told', exit({ jobAction: 'terminate' })),
  task('ranges of exit codes rise', {
    exitConditions: { exitCodeRanges: [{ start: 2, end: 1, exitOptions: {} }] },
  }),
  task(
    'ranges of tasks rise',
    { dependsOn: { taskIdRanges: [{ start: 2, end: 1 }] } },
    BAD,
    'uses',
  ),
  task(
    'what tasks depend on is 64,000 characters long',
    { dependsOn: { taskIds: Array.from({ length: 1010 }, (_, n) => `${n}`.padStart(64, 'x')) } },
    '400 TaskDependencyListTooLong',
    'uses',
  ),
  task(
    'and so are the ranges',
    { dependsOn: { taskIdRanges: Array(6_401).fill({ start: 10_000, end: 20_000 }) } },
    '400 TaskDependencyRangesTooLong',
    'uses',
  ),
  {
    rule: 'a hundred are added at most',
    call: 'POST /jobs/job1/addtaskcollection',
    body: { value: Array.from({ length: 101 }, (_, n) => ({ id: `n${n}`, commandLine: 'x' })) },
    answer: BAD,
  },
  onJob('a task is there', 'GET job1/tasks/none', {}, '404 TaskNotFound'),
  onJob(
    'what is completed is not terminated',
    'POST job1/tasks/done/terminate',
    {},
    '409 TaskCompleted',
  ),
  onJob('nor changed', 'PUT job1/tasks/done', { constraints: {} }, '409 TaskCompleted'),
  onJob(
    'what succeeded is not started again',
    'POST job1/tasks/done/reactivate',
    {},
    '409 TaskSucceeded',
  ),
  onJob('nor what runs', 'POST job1/tasks/runs/reactivate', {}, '409 TaskNotCompleted'),
  onJob(
    'what waits has no files',
    'GET job1/tasks/waits/files',
    {},
    '409 OperationInvalidForCurrentState',
  ),
  onJob('a file is there', 'GET job1/tasks/runs/files/none', {}, '404 FileNotFound'),
]

const schedule = (rule: string, timing: object, answer = BAD, more: object = {}): Rule => ({
  rule,
  call: 'POST /jobschedules',
  body: {
    id: 'new',
    schedule: timing,
    jobSpecification: { poolInfo: { poolId: 'pool1' } },
    ...more,
  },
  answer,
})

/** nightly is active, and past completed. */
export const schedules: readonly Rule[] = [
  schedule('two schedules have no id in common', {}, '409 JobScheduleExists', { id: 'Nightly' }),
  schedule('nor a schedule and a job', {}, '409 JobWithSameIdExists', { id: 'Job1' }),
  schedule('a recurrence is a minute at least', { recurrenceInterval: 'PT59S' }),
  schedule('and a length', { recurrenceInterval: 'often' }),
  schedule('a window is a minute at least', { startWindow: 'PT59S' }),
  schedule('it ends after it begins', {
    doNotRunUntil: '2199-01-02T00:00:00Z',
    doNotRunAfter: '2199-01-01T00:00:00Z',
  }),
  schedule('and after now', { doNotRunAfter: '2001-01-01T00:00:00Z' }),
  {
    rule: 'a schedule is there',
    call: 'GET /jobschedules/none',
    answer: '404 JobScheduleNotFound',
  },
  ...['disable', 'enable', 'terminate'].map((action) => ({
    rule: `what is over cannot be told to ${action}`,
    call: `POST /jobschedules/past/${action}`,
    answer: '409 JobScheduleCompleted',
  })),
  {
    rule: 'nor be changed',
    call: 'PATCH /jobschedules/past',
    body: { schedule: {} },
    answer: '409 JobScheduleCompleted',
  },
]

export const lists: readonly Rule[] = [
  ...['pools', 'jobs', 'jobschedules', 'supportedimages', 'nodecounts'].flatMap((path) => [
    {
      rule: `${path} come in pages of one at least`,
      call: `GET /${path}?maxresults=0`,
      answer: '400 OutOfRangeQueryParameterValue',
    },
    {
      rule: `${path} come in pages of a thousand at most`,
      call: `GET /${path}?maxresults=1001`,
      answer: '400 OutOfRangeQueryParameterValue',
    },
    {
      rule: `${path} are filtered by what can be read`,
      call: `GET /${path}?$filter=${encodeURIComponent('x eq')}`,
      answer: '400 InvalidQueryParameterValue',
    },
  ]),
  {
    rule: 'what is expanded is stats',
    call: 'GET /jobs/job1?$expand=all',
    answer: '400 InvalidQueryParameterValue',
  },
]
