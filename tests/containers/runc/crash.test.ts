import { crashTests } from '../crash.ts'

crashTests('runc')
