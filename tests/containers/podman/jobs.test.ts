import { jobTests } from '../jobs.ts'

jobTests('podman')
