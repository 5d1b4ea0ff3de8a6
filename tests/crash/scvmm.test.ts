import { test } from 'node:test'
import { survive } from './parts/scvmm-survival.ts'

test('checkpoints of simulated machines survive kill -9', (t) => survive(t, 'simulated'))
