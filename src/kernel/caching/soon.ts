/**
 * A value that is here, or a promise of it. What is here is used at once: each promise that is waited for
 * costs a call as much as many of its steps.
 */
export type Soon<T> = T | Promise<T>

/** Uses the value: now where it is here. */
export const after = <T, U>(value: Soon<T>, use: (value: T) => Soon<U>): Soon<U> =>
  value instanceof Promise ? value.then(use) : use(value)
