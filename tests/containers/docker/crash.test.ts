import { crashTests } from '../crash.ts'

crashTests('docker')
