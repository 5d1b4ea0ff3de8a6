/**
 * Api-versions beside the contract's that clients send; they are answered as the contract's last
 * before them. The comments name who was seen to send one.
 */
export const versionsAlike: readonly string[] = [
  '2019-08-01', // Terraform's azurerm, for the list of versions
  '2023-09-02-preview', // Terraform's azurerm 3
  '2023-10-01',
  '2023-11-01',
  '2024-01-01',
  '2024-02-01', // Go, armcontainerservice 5
  '2024-07-01', // npm 21.1
  '2024-08-01',
  '2024-09-01', // npm 21.3
  '2024-10-01',
  '2025-01-01',
  '2025-03-01',
  '2025-04-01',
  '2025-06-01',
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
  '2026-08-01', // Python, azure-mgmt-containerservice 41.8
]
