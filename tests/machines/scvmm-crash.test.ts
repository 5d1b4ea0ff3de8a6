import { test } from 'node:test'
import { survive } from '../crash/parts/scvmm-survival.ts'
import { needQemu } from './installed.ts'

await needQemu()

test('checkpoints of QEMU machines survive kill -9', (t) => survive(t, 'qemu'))
