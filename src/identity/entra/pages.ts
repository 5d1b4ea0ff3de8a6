// The few pages that a person sees in a browser: plain HTML, and one line of script.
import { createHash } from 'node:crypto'
import type { WireReply } from '#kernel/service.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (found) => ESCAPES[found]!)

const STYLE = `
  :root { color-scheme: light dark; --text: #242424; --back: #fff; --soft: #616161; --line: #8a8a8a;
    --accent: #0f548c; --on-accent: #fff; --wrong: #a4262c }
  @media (prefers-color-scheme: dark) { :root { --text: #f0f0f0; --back: #1b1b1b; --soft: #b3b3b3;
    --line: #7a7a7a; --accent: #62abf5; --on-accent: #10202e; --wrong: #f1707b } }
  body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back);
    max-width: 28rem; margin: 3rem auto; padding: 0 1rem }
  body.wide { max-width: 44rem }
  .brand { color: var(--soft); margin: 0 } h1 { font-size: 1.5rem; margin: .25rem 0 1rem }
  label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
  input, button { padding: .5rem; margin: .25rem 0 1rem; border: 1px solid var(--line);
    border-radius: 4px }
  button { color: var(--on-accent); background: var(--accent); border-color: var(--accent) }
  button.other { color: var(--text); background: none; border-color: var(--line) }
  code, pre { font: .9em ui-monospace, monospace } pre { overflow-x: auto }
  .hint { color: var(--soft) } .problem { color: var(--wrong) }`

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
  readonly isWide?: boolean
  /** Where its form may go, redirects of the answer included. */
  readonly formAction?: string
}

export const page = ({ status, title, body, isWide, formAction = "'none'" }: Page): WireReply => ({
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
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} - Lazuli</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>` +
    `<body${isWide ? ' class="wide"' : ''}><p class="brand">Lazuli, a local Azure</p>` +
    `<h1>${escapeHtml(title)}</h1>${body}</body></html>`,
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
  /** The program that asks, by its name. */
  readonly asks?: string
  /** Where the form goes: a path on this origin, or a query for the page's own. */
  readonly action: string
  /** Where the browser is sent once the form is accepted, if that is elsewhere. */
  readonly leadsTo?: string
  readonly problem?: string
  readonly userName?: string
  /** Device sign-in asks for the code as well. */
  readonly userCode?: string
}

/** Not the names and passwords themselves: the page is for everyone who reaches the port. */
const HINT =
  '<p class="hint">The user that a server starts with is in <code>AZURE_USERNAME</code> and ' +
  '<code>AZURE_PASSWORD</code>, which <code>lazuli env</code> prints; <code>az ad user create</code> ' +
  'adds others. Accounts of the real Azure mean nothing here.</p>'

export function signInPage(form: SignInForm): WireReply {
  const code =
    form.userCode === undefined
      ? ''
      : '<label>Code<input name="user_code" required autocomplete="off" ' +
        `value="${escapeHtml(form.userCode)}"></label>`
  const decline =
    form.userCode === undefined
      ? ''
      : '<p class="hint">If you did not start this sign-in yourself, decline it.</p>' +
        '<button class="other" name="decision" value="decline" formnovalidate>Decline</button>'
  const asks =
    form.asks === undefined ? '' : `<p><b>${escapeHtml(form.asks)}</b> asks you to sign in.</p>`
  const problem = form.problem ? `<p class="problem">${escapeHtml(form.problem)}</p>` : ''
  return page({
    status: form.problem ? 400 : 200,
    title: form.title,
    formAction: form.leadsTo ? `'self' ${sourceOf(form.leadsTo)}` : "'self'",
    body:
      `${asks}${problem}<form method="post" action="${escapeHtml(form.action)}">${code}` +
      '<label>User name<input name="username" required autocomplete="username" ' +
      `value="${escapeHtml(form.userName ?? '')}"></label>` +
      '<label>Password<input name="password" type="password" required ' +
      'autocomplete="current-password"></label>' +
      `<button name="decision" value="approve">Sign in</button>${decline}</form>${HINT}`,
  })
}
