import { refusalTests } from '../refusals.ts'

refusalTests('runc')
