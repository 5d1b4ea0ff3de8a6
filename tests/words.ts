// Words that tell a reader less than the field's own, and what to write in their place: checked by
// `tidy.test.ts` in all that is written by hand.

const instead: Readonly<Record<string, string>> = {
  'hitch, hitches': 'retry, failure, fault',
  'mishap, mishaps': 'failure, fault',
  'heed, heeds, heeded, heeding, unheeded': 'watch, observe, handle',
  'hear, hears, hearing, heard, unheard': 'watch, observe, handle, receive',
  'witness, witnesses, witnessed, witnessing': 'observe, record',
  'patrol, patrols, patrolled, patrolling': 'poll, sweep',
  'wish, wishes, wished, wishing': 'request, option',
  joined: 'what it does: registry, concatenated, connected',
  relayed: 'forwarded',
  alike: 'the same, compatible',
  'nobody, somebody, anybody, everybody': 'the subject itself: a caller, no caller, each client',
  'whoever, whomever, whom': 'the subject itself: a caller that, the user that',
}

/** Each in lower case. */
export const bannedWords: readonly string[] = Object.keys(instead).flatMap((words) =>
  words.split(', '),
)
