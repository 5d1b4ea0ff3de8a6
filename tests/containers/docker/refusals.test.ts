import { refusalTests } from '../refusals.ts'

refusalTests('docker')
