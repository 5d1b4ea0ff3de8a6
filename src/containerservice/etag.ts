import type { ArmResource } from '#arm/resources/resource.ts'

/** Changes with every save of the row. Azure's is a guid too, which says nothing more. */
export const etagOf = ({ revision }: Pick<ArmResource, 'revision'>): string =>
  `00000000-0000-4000-8000-${revision.toString(16).padStart(12, '0')}`
