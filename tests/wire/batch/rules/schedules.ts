// What Batch refuses of schedules because of what their properties say together, as data: by the parts of
// the published documentation.
import { SUBSCRIPTION } from '#testing/lazuli.ts'
import { BAD, MISSING, type Rule } from '../protocol/rules.ts'
import { poolInfo, prepared, runs, SUBNET } from './jobs.ts'
import type { Sections } from './pools.ts'

const schedule = (rule: string, timing: object, answer = BAD, more: object = {}): Rule => ({
  rule,
  call: 'POST /jobschedules',
  body: { id: 'new', schedule: timing, jobSpecification: { poolInfo }, ...more },
  answer,
})

/** `nightly` is active. */
export const ofSchedules: Sections = {
  properties: [
    schedule('an id has 64 characters at most', {}, BAD, { id: 'x'.repeat(65) }),
    schedule('of a few kinds', {}, BAD, { id: 'a:b' }),
    schedule('a time is one', { doNotRunUntil: 'tomorrow' }),
    schedule('and so is an end', { doNotRunAfter: 'never' }),
    schedule('a window is a length', { startWindow: 'x' }),
    schedule('and not negative', { startWindow: '-PT5M' }),
    schedule('nor is a recurrence', { recurrenceInterval: '-PT5M' }),
    schedule('a name is 1,024 characters at most', {}, BAD, { displayName: 'x'.repeat(1025) }),
    schedule('metadata has names', {}, '400 EmptyMetadataKey', {
      metadata: [{ name: '', value: 'x' }],
    }),
    schedule('jobs have a pool', {}, MISSING, { jobSpecification: { poolInfo: {} } }),
    schedule('and a release no place without preparation', {}, BAD, {
      jobSpecification: { poolInfo, jobReleaseTask: runs },
    }),
    schedule('a manager is a user of the pool', {}, BAD, {
      jobSpecification: {
        poolInfo,
        jobManagerTask: { ...runs, id: 'm', userIdentity: { username: 'stranger' } },
      },
    }),
    schedule('a priority is 1000 at most', {}, BAD, {
      jobSpecification: { poolInfo, priority: 1001 },
    }),
    schedule('a subnet is in the subscription of the account', {}, BAD, {
      jobSpecification: {
        poolInfo,
        networkConfiguration: { subnetId: SUBNET.replace(SUBSCRIPTION, 'x') },
      },
    }),
    schedule('ids of own tasks differ', {}, '409 TaskIdSameAsJobPreparationTask', {
      jobSpecification: {
        poolInfo,
        ...prepared,
        jobManagerTask: { ...runs, id: 'JobPreparation' },
      },
    }),
    schedule('packages are there', {}, '409 InvalidApplicationPackageReferences', {
      jobSpecification: {
        poolInfo,
        jobManagerTask: {
          ...runs,
          id: 'm',
          applicationPackageReferences: [{ applicationId: 'none' }],
        },
      },
    }),
    schedule('an automatic pool is made of something', {}, MISSING, {
      jobSpecification: {
        poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'jobschedule' } },
      },
    }),
  ],
  changes: [
    ...['PATCH', 'PUT'].flatMap((method) =>
      (
        [
          [{ schedule: { startWindow: 'PT59S' } }, BAD],
          [{ schedule: { recurrenceInterval: 'PT59S' } }, BAD],
          [{ schedule: { doNotRunAfter: '2001-01-01T00:00:00Z' } }, BAD],
          [{ jobSpecification: { poolInfo: {} } }, MISSING],
          [{ metadata: [{ name: '', value: 'x' }] }, '400 EmptyMetadataKey'],
        ] as const
      ).map(([body, answer]) => ({
        rule: `what cannot be is not changed to: ${JSON.stringify(body)}`,
        call: `${method} /jobschedules/nightly`,
        body: {
          ...(method === 'PUT' && { schedule: {}, jobSpecification: { poolInfo } }),
          ...body,
        },
        answer,
      })),
    ),
    ...['PATCH', 'PUT', 'DELETE'].map((method) => ({
      rule: `a schedule is there: ${method}`,
      call: `${method} /jobschedules/none`,
      body: { schedule: {}, jobSpecification: { poolInfo } },
      answer: '404 JobScheduleNotFound',
    })),
    ...['disable', 'enable', 'terminate'].map((action) => ({
      rule: `a schedule is there to ${action}`,
      call: `POST /jobschedules/none/${action}`,
      answer: '404 JobScheduleNotFound',
    })),
    {
      rule: 'also for its jobs',
      call: 'GET /jobschedules/none/jobs',
      answer: '404 JobScheduleNotFound',
    },
  ],
}
