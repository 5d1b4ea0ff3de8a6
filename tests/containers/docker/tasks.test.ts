import { taskTests } from '../tasks.ts'

taskTests('docker')
