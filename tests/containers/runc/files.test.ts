import { fileTests } from '../files.ts'

fileTests('runc')
