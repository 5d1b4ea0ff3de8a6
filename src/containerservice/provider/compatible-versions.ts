import type { Route } from '#kernel/service.ts'
import { operationsSince } from './operations-since.ts'

/**
 * Stable api-versions beside the contract's: each has its own members and operations of the next
 * contract. The comments name who was seen to send one.
 */
export const compatibleVersions: readonly string[] = [
  '2019-08-01', // Terraform's azurerm, for the list of versions
  '2021-05-01',
  '2021-07-01',
  '2021-08-01',
  '2021-09-01',
  '2021-10-01',
  '2022-01-01',
  '2022-02-01', // Ansible
  '2022-03-01',
  '2022-04-01',
  '2022-06-01',
  '2022-07-01',
  '2022-09-01',
  '2022-11-01',
  '2023-01-01',
  '2023-02-01',
  '2023-03-01',
  '2023-04-01', // Pulumi 2
  '2023-05-01',
  '2023-06-01',
  '2023-07-01',
  '2023-08-01',
  '2023-09-01',
  '2023-10-01',
  '2023-11-01',
  '2024-01-01',
  '2024-02-01', // Go, armcontainerservice 5
  '2024-07-01', // npm 21.1
  '2024-08-01',
  '2024-09-01', // npm 21.3
  '2024-10-01',
  '2025-01-01',
  '2025-02-01',
  '2025-03-01',
  '2025-04-01',
  '2025-05-01',
  '2025-07-01',
  '2025-08-01',
  '2025-09-01',
  '2025-10-01', // npm 24.1, Terraform's azurerm 4.64
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01', // npm 25.3
  '2026-05-01',
  '2026-06-01', // npm 25.5
  '2026-07-01',
]

/**
 * Previews whose members are known, from the first on that refuses others. The comments name who was
 * seen to send one.
 */
export const knownPreviews: readonly string[] = [
  '2024-01-02-preview',
  '2024-02-02-preview',
  '2024-03-02-preview',
  '2024-04-02-preview',
  '2024-05-02-preview',
  '2024-06-02-preview',
  '2024-07-02-preview',
  '2024-10-02-preview',
  '2025-01-02-preview',
  '2025-02-02-preview',
  '2025-03-02-preview',
  '2025-05-02-preview',
  '2025-08-02-preview',
  '2025-09-02-preview',
  '2025-10-02-preview',
  '2026-01-02-preview', // azurerm's verified modules
  '2026-02-02-preview',
  '2026-03-02-preview',
  '2026-04-02-preview',
  '2026-05-02-preview',
  '2026-06-02-preview',
  '2026-07-02-preview',
  '2026-08-02-preview',
]

/** What only previews have. */
const OF_PREVIEWS: readonly string[] = ['Machines_CreateOrUpdate']

/** In this one az still asks for lists. */
const FOR_LISTS = '2017-08-31'
const PREVIEW = /^20\d\d-\d\d-\d\d-preview$/

/** Previews come and go, and each client has its own: Terraform 3, Karpenter, aks-preview. */
export const takesVersion = (version: string, { method, operationId }: Route): boolean =>
  (compatibleVersions.includes(version) &&
    version >= (operationsSince[operationId] ?? '') &&
    !OF_PREVIEWS.includes(operationId)) ||
  PREVIEW.test(version) ||
  (version === FOR_LISTS && method === 'get')
