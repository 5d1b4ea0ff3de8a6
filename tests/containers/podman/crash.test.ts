import { crashTests } from '../crash.ts'

crashTests('podman')
