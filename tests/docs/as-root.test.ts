import { followPages } from './follow-pages.ts'
import { asRunner } from './session.ts'

// Where the tests are root's.
if (process.getuid?.() === 0) followPages(asRunner)
