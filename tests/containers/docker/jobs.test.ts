import { jobTests } from '../jobs.ts'

jobTests('docker')
