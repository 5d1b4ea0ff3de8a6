import { jobTests } from '../jobs.ts'

jobTests('runc')
