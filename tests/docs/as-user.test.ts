import { followPages } from './follow-pages.ts'
import { asUser } from './session.ts'

followPages(asUser)
