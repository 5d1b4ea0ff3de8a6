// The few pages on which a person signs in: plain HTML, and one line of script.
import { createHash } from 'node:crypto'
import type { WireReply } from '#kernel/service.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => ESCAPES[found]!)

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 4rem auto; padding: 0 1rem }
  label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
  input, button { padding: .5rem; margin: .25rem 0 1rem }
  .problem { color: #a4262c }`

const SUBMIT = 'document.forms[0].submit()'
/** The one script that a page may run is the one whose digest is this. */
const SUBMIT_DIGEST = createHash('sha256').update(SUBMIT).digest('base64')

/** As a source in a policy, which has no form for addresses of IPv6. */
const sourceOf = (address: string): string => {
  const { origin, protocol, hostname } = new URL(address)
  return hostname.startsWith('[') ? protocol : origin
}

interface Page {
  readonly status: number
  readonly title: string
  readonly body: string
  /** Where its form may go, redirects of the answer included. */
  readonly formAction?: string
}

const page = ({ status, title, body, formAction = "'none'" }: Page): WireReply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${SUBMIT_DIGEST}'; ` +
      `form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  },
  body:
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>` +
    `<body><h1>${escapeHtml(title)}</h1>${body}</body></html>`,
})

export const messagePage = (status: number, title: string, text: string): WireReply =>
  page({ status, title, body: `<p>${escapeHtml(text)}</p>` })

/** Sends fields on to another address by POST: by itself, or with a click where scripts are off. */
export function postingPage(address: string, fields: URLSearchParams): WireReply {
  const inputs = [...fields].map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return page({
    status: 200,
    title: 'Signed in',
    body:
      `<form method="post" action="${escapeHtml(address)}">${inputs.join('')}` +
      `<button>Continue</button></form><script>${SUBMIT}</script>`,
    formAction: sourceOf(address),
  })
}

export interface SignInForm {
  readonly title: string
  /** Where the form goes: a path on this origin, or a query for the page's own. */
  readonly action: string
  /** Where the browser is sent once the form is accepted, if that is elsewhere. */
  readonly leadsTo?: string
  readonly problem?: string
  readonly userName?: string
  /** Device sign-in asks for the code as well. */
  readonly userCode?: string
}

export function signInPage(form: SignInForm): WireReply {
  const code =
    form.userCode === undefined
      ? ''
      : '<label>Code<input name="user_code" required autocomplete="off" ' +
        `value="${escapeHtml(form.userCode)}"></label>`
  const decline =
    form.userCode === undefined
      ? ''
      : '<button name="decision" value="decline" formnovalidate>Decline</button>'
  const problem = form.problem ? `<p class="problem">${escapeHtml(form.problem)}</p>` : ''
  return page({
    status: form.problem ? 400 : 200,
    title: form.title,
    formAction: form.leadsTo ? `'self' ${sourceOf(form.leadsTo)}` : "'self'",
    body:
      `${problem}<form method="post" action="${escapeHtml(form.action)}">${code}` +
      '<label>User name<input name="username" required autocomplete="username" ' +
      `value="${escapeHtml(form.userName ?? '')}"></label>` +
      '<label>Password<input name="password" type="password" required ' +
      'autocomplete="current-password"></label>' +
      `<button name="decision" value="approve">Sign in</button>${decline}</form>`,
  })
}
