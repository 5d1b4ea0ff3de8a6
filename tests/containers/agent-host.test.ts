import { containerConformance } from '#testing/containers/conformance.ts'

await containerConformance('host')
