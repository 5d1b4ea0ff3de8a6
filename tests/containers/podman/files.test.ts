import { fileTests } from '../files.ts'

fileTests('podman')
