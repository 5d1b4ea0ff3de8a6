import { test } from 'node:test'
import { survive } from './scvmm-survival.ts'

test('checkpoints of simulated machines survive kill -9', (t) => survive(t, 'simulated'))
