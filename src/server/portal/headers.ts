// What every answer of the portal's address tells the browser to refuse.

/** The digest of nothing: style elements are made empty, and filled rule by rule from the script. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

const shared = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

export const PAGE_HEADERS = {
  ...shared,
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${EMPTY_STYLE}`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
} as const

/** Files of tasks come through the APIs: opened as a page they would be whatever they say they are. */
export const API_HEADERS = {
  ...shared,
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
} as const
