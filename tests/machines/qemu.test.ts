import { conformance } from '#drivers/hypervisor/conformance/conformance.ts'
import { needQemu } from './installed.ts'
import { openHarness } from './qemu-harness.fixture.ts'

await needQemu()

conformance('QEMU', openHarness, { treeRuns: 4 })
