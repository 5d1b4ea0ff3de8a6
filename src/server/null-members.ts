import type { BodyHabits, Service } from '#kernel/service.ts'

/** On ARM's plane null stands for a member that was not sent, whatever the provider. */
export const habitsOf = ({
  plane,
  bodyHabits,
}: Pick<Service, 'plane' | 'bodyHabits'>): BodyHabits =>
  plane === 'arm' ? { ...bodyHabits, nullIsAbsent: true } : (bodyHabits ?? {})

/** The paths of the members that are null. Lists are whole: nothing within one is removed alone. */
export function nullMembers(body: unknown, path = ''): string[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return []
  return Object.entries(body).flatMap(([name, member]) =>
    member === null ? [path + name] : nullMembers(member, `${path}${name}.`),
  )
}
