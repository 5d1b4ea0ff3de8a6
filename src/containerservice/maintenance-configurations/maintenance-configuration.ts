import type { AzureError } from '#kernel/catalogue.ts'
import { type Instant, toIso } from '#kernel/instant.ts'
import { firstOf } from '../agent-pools/agent-pool.rules.ts'
import { childKind } from '../children/child.ts'
import { aksError } from '../errors.ts'
import type { Schemas } from '../wire.ts'

export type MaintenanceProperties = Schemas['MaintenanceConfigurationProperties']
type MaintenanceWindow = Schemas['MaintenanceWindow']

export const maintenanceConfigurations = childKind<MaintenanceProperties>({
  collection: 'maintenanceConfigurations',
  noun: 'maintenance configuration',
  shape: { timeInWeek: 'array?', notAllowedTime: 'array?', maintenanceWindow: 'object?' },
})

/** When AKS may work on the cluster, on its versions, and on its nodes' images. */
const NAMES = ['default', 'aksManagedAutoUpgradeSchedule', 'aksManagedNodeOSUpgradeSchedule']

const invalid = (name: string, reason: string): AzureError =>
  aksError('InvalidParameter', { name, reason }, { target: name })

export function checkMaintenance(
  name: string,
  asked: MaintenanceProperties,
): AzureError | undefined {
  const { maintenanceWindow: window, timeInWeek, notAllowedTime } = asked
  return firstOf(
    () => !NAMES.includes(name) && aksError('InvalidParameter:maintenance-name'),
    () =>
      name !== 'default' &&
      (timeInWeek || notAllowedTime) &&
      invalid('timeInWeek', "timeInWeek and notAllowedTime are for 'default' only."),
    () => name !== 'default' && !window && invalid('maintenanceWindow', 'It is required.'),
    () => window && checkWindow(name, window),
    () =>
      (timeInWeek ?? []).some(({ hourSlots }) => hourSlots?.some(isNoHour)) &&
      invalid('timeInWeek', 'hourSlots are hours from 0 to 23.'),
  )
}

const isNoHour = (hour: number): boolean => hour < 0 || hour > 23

function checkWindow(name: string, window: MaintenanceWindow): AzureError | undefined {
  const { daily, weekly, absoluteMonthly, relativeMonthly } = window.schedule
  const kinds = [daily, weekly, absoluteMonthly, relativeMonthly].filter(Boolean)
  const at = 'maintenanceWindow'
  return firstOf(
    () =>
      kinds.length !== 1 && invalid(`${at}.schedule`, 'Exactly one kind of schedule is needed.'),
    () => name === 'default' && !weekly && aksError('InvalidParameter:maintenance-weekly'),
    () =>
      daily &&
      name !== 'aksManagedNodeOSUpgradeSchedule' &&
      invalid(`${at}.schedule`, 'A daily schedule is for node images only.'),
    () => range(`${at}.schedule.daily.intervalDays`, daily?.intervalDays, 1, 7),
    () => range(`${at}.schedule.weekly.intervalWeeks`, weekly?.intervalWeeks, 1, 4),
    () => {
      const interval = absoluteMonthly?.intervalMonths ?? relativeMonthly?.intervalMonths
      return range(`${at}.schedule.intervalMonths`, interval, 1, 6)
    },
    () => range(`${at}.schedule.dayOfMonth`, absoluteMonthly?.dayOfMonth, 1, 31),
    () => range(`${at}.durationHours`, window.durationHours, 4, 24),
    () =>
      !/^([01]\d|2[0-3]):[0-5]\d$/.test(window.startTime) &&
      invalid(`${at}.startTime`, "It must be a time of day such as '08:30'."),
    () =>
      window.utcOffset !== undefined &&
      !/^[+-]\d\d:[0-5]\d$/.test(window.utcOffset) &&
      invalid(`${at}.utcOffset`, "It must be an offset such as '+05:30'."),
    () =>
      (window.notAllowedDates ?? []).some(({ start, end }) => start > end) &&
      invalid(`${at}.notAllowedDates`, 'A span must not end before it starts.'),
  )
}

function range(
  name: string,
  value: number | undefined,
  min: number,
  max: number,
): AzureError | undefined {
  if (value === undefined || (value >= min && value <= max)) return undefined
  return invalid(name, `It must be between ${min} and ${max}.`)
}

/** A window as Azure completes it. */
export function withDefaults(asked: MaintenanceProperties, now: Instant): MaintenanceProperties {
  const { notAllowedTime, ...others } = asked
  const kept = notAllowedTime?.length ? asked : others
  if (!kept.maintenanceWindow) return kept
  const window = {
    utcOffset: '+00:00',
    startDate: toIso(now).slice(0, 10),
    ...kept.maintenanceWindow,
  }
  return { ...kept, maintenanceWindow: window }
}
