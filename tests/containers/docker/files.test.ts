import { fileTests } from '../files.ts'

fileTests('docker')
