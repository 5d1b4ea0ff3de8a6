// What two runs of the same seed may differ in.

/**
 * What two runs may differ in: how callers prove who they are, what is secret, which port was free, and
 * the time and the durations of callers, whose clock is the world's.
 */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/(?<=127\.0\.0\.1|localhost):\d+/g, ':PORT'],
  [/"(primary|secondary|token|access_token|secretText|fileUrl)":"[^"]+"/g, '"$1":"SECRET"'],
  [/"(value)":"[A-Za-z0-9+/]{200,}={0,2}"/g, '"$1":"SECRET"'],
  [/(Bearer|SharedKey) [^"]+/g, '$1 SECRET'],
  [/(?<=[A-Z]:)\d{8}T\d{6}Z(?=:)|(?<=Ref C: |\\nTime:)[\d:.TZ-]+/g, 'CALLERS TIME'],
  // Who there is was made by callers' time.
  [/"(\w+DateTime)":"[^"]+"/g, '"$1":"CALLERS TIME"'],
]
/** How much callers may still ask for goes by their time. */
const LEFT_OUT_HEADERS =
  /^(authorization|date|ocp-date|content-length|x-ms-ratelimit-remaining-.*)$/i
const LEFT_OUT_MEMBERS = new Set(['at', 'ms'])

/** An entry of the journal, or an answer, without what may differ. */
export function without(entry: object): string {
  const text = JSON.stringify(entry, (name, value) => {
    if (LEFT_OUT_MEMBERS.has(name)) return undefined
    if (name !== 'headers') return value
    return value.filter(([header]: [string]) => !LEFT_OUT_HEADERS.test(header))
  }).replaceAll('\\"', '"')
  return LEFT_OUT.reduce((left, [what, instead]) => left.replaceAll(what, instead), text)
}
