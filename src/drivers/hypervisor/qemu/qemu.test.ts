import { conformance } from '../conformance/conformance.ts'
import { openHarness } from './qemu-harness.fixture.ts'
import { whyNoQemu } from './qemu-platform.ts'

const skip = (await whyNoQemu()) ?? false

conformance('QEMU', openHarness, { treeRuns: 4, skip })
