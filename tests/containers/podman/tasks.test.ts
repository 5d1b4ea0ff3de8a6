import { taskTests } from '../tasks.ts'

taskTests('podman')
