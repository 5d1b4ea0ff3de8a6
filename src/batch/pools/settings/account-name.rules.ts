// Names of the accounts on nodes: those of pools that tasks run as, and those that log in. Pure.
// Published is that any Unicode character may be in one, up to 20. What the nodes' systems could not make
// an account of is refused here, where the real service may refuse it elsewhere: assumed.
import { invalidAccount, invalidProperty } from '../../refusals.ts'

const MOST_CHARACTERS = 20

/** What ends a field or a line of a list of users, or a directory's name, and halves of characters. */
const NEVER = /[\p{Cc}\p{Cs}\u2028\u2029/\\:]/u

/** What Windows allows in no account besides. */
const NEVER_ON_WINDOWS = /["[\];|=,+*?<>@]/

/** The users that the systems know already, with what they may do there. */
const OF_LINUX = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc sshd systemd-network systemd-resolve messagebus syslog _apt'.split(
    ' ',
  ),
)
const OF_WINDOWS = new Set(
  'administrator guest defaultaccount wdagutilityaccount system localservice networkservice'.split(
    ' ',
  ),
)

/** The automatic users of pools and tasks, and what else the service makes there. */
const OF_BATCH = /^_azbatch/i

/** Refuses a name that no account on the nodes can have, by the property that it stands in. */
export function checkAccountName(path: string, name: string, isLinux: boolean): void {
  const { length } = [...name]
  if (length === 0 || length > MOST_CHARACTERS) {
    throw invalidProperty(path, `It must have 1 to ${MOST_CHARACTERS} characters`, name)
  }
  const reason = faultOf(name, isLinux)
  if (reason !== undefined) throw invalidAccount(path, reason, name)
}

function faultOf(name: string, isLinux: boolean): string | undefined {
  if (NEVER.test(name) || (!isLinux && NEVER_ON_WINDOWS.test(name))) {
    return 'It has a character that no account of the nodes can have'
  }
  if (/^[.\s]*$/.test(name)) return 'It must have more than dots and spaces'
  if (isLinux && /^[-~]|\s/.test(name)) {
    return 'On Linux it has no spaces, and begins with neither a hyphen nor a tilde'
  }
  if (!isLinux && name.endsWith('.')) return 'On Windows it does not end in a dot'
  const ofSystem = isLinux ? OF_LINUX.has(name) : OF_WINDOWS.has(name.toLowerCase())
  return ofSystem || OF_BATCH.test(name) ? 'The nodes have an account of that name' : undefined
}
