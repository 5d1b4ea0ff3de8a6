// What an engine says on standard error of why it failed: there the program of the container speaks as well. Pure.

/** The last that an engine has said of why it failed, without what is for its log or of how it is used. */
export function reasonIn(text: string): string {
  const last = reasonsIn(text).at(-1) ?? 'The container could not be run'
  return last.replace(/^(docker: )?(Error: )?(Error response from daemon: )?/, '').slice(0, 2000)
}

/**
 * Whether `docker run` says that it has failed itself, before the program ran. Docker has the last word then: how
 * it is used, and in versions before 28 of what a daemon refused, the reason alone.
 */
export const isDockersFailure = (text: string): boolean =>
  DOCKERS_HELP.test(text.trimEnd().split('\n').at(-1) ?? '') ||
  (reasonsIn(text).at(-1) ?? '').startsWith('docker: ')

const reasonsIn = (text: string): string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !NO_REASON.test(line))

const DOCKERS_HELP = /^(See|Run) 'docker run --help'/
const NO_REASON = /^(time="|See 'docker|Run 'docker|Usage: )/
