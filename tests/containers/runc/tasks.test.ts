import { taskTests } from '../tasks.ts'

taskTests('runc')
