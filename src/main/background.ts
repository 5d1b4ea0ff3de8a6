// Builds all that works without a request: for a server as a whole, and for a test of one operation,
// which needs no listener and no service beside it.
import { Background, type BackgroundOptions } from '#engine/background.ts'

export const backgroundOf = (options: BackgroundOptions): Background => new Background(options)
