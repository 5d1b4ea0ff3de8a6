import { refusalTests } from '../refusals.ts'

refusalTests('podman')
