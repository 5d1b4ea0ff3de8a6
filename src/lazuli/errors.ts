import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'
import { flagOf } from '#kernel/options.ts'

const basis = { documented: 'contract/lazuli' }

/** Refusals of Lazuli's own API. The message names what was wrong, and `target` the member. */
export const lazuliErrors = {
  InvalidBody: { status: 400, message: '{member}: {reason}.', basis },
  'InvalidBody:whole': { status: 400, message: 'The body cannot be used: {reason}.', basis },
  InvalidParameter: { status: 400, message: "The parameter {name} is '{value}': {reason}.", basis },
  'InvalidParameter:missing': { status: 400, message: 'The parameter {name} is missing.', basis },
  InvalidSeed: { status: 400, message: 'Nothing was changed.\n{words}', basis },
  InvalidPacing: { status: 400, message: '{member}: {reason}', basis },
  InvalidFaults: { status: 400, message: '{member}: {reason}', basis },
  InvalidProvocation: { status: 400, message: '{member}: {reason}', basis },
  InvalidApiVersion: {
    status: 400,
    message: "There is no api-version '{version}' here. There are {known}.",
    basis,
  },
  BodyTooLarge: { status: 413, message: 'The body has more than {limit} bytes.', basis },
  ForeignPage: {
    status: 403,
    message: 'The call comes from a page of another origin ({reason}): it is not served.',
    basis,
  },
  UnsupportedMediaType: {
    status: 415,
    message: 'Send the body as application/json, and say so in Content-Type.',
    basis,
  },
  NotFound: { status: 404, message: '{what}', basis },
  MethodNotAllowed: { status: 405, message: 'There is no {method} on {path}.', basis },
  NotNow: { status: 409, message: '{reason}', basis },
  ClockRuns: {
    status: 409,
    message:
      'Time runs here: let it stand still first, by `lazuli clock freeze` or at the start by ' +
      `${flagOf('frozen')}.`,
    basis,
  },
  NotHeld: { status: 404, message: 'No operation {id} is held.', basis },
  TooManyRequests: {
    status: 429,
    message: 'This caller makes more calls than its share of the server: try again in {seconds} s.',
    basis,
  },
  NotImplemented: { status: 501, message: '{operation} is not served.', basis },
  InternalError: { status: 500, message: 'This is a bug of Lazuli.', basis },
} as const satisfies Catalogue

export const lazuliError = errorsOf('arm', lazuliErrors)

/** Refuses for the sake of one member of the body. */
export const memberFault = (
  code: 'InvalidPacing' | 'InvalidFaults' | 'InvalidProvocation',
  member: string,
  reason: string,
) => lazuliError(code, { member, reason }, { target: member })
