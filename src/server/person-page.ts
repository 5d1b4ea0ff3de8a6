// What a person sees who opens an address in a browser: what answers there, and how to use it. A
// program never sees it, since programs do not ask for HTML.
import { escapeHtml, page } from '#identity/entra/pages.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { WireReply } from '#kernel/service.ts'
import type { Exchange } from './exchange.ts'

/** A browser that was given an address. One that brings a token is a program's. */
export const isPerson = ({ method, headers }: Pick<Exchange, 'method' | 'headers'>): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  headers.authorization === undefined &&
  /(^|,) *text\/html *(;|,|$)/i.test(String(headers.accept ?? ''))

/** What answers at the address: Batch's data plane has ports of its own, Graph and ours paths. */
const TITLES: Readonly<Record<string, string>> = {
  batch: 'Azure Batch',
  graph: 'Microsoft Graph',
  lazuli: "Lazuli's own API",
}

export function personPage(exchange: Exchange, refusal: AzureError, reply: WireReply): WireReply {
  const name = exchange.service?.name ?? ''
  const isRoot = exchange.path === '/'
  const title = TITLES[name] ?? 'Azure Resource Manager'
  const shown = page({
    status: isRoot ? 200 : reply.status,
    title,
    isWide: true,
    body:
      `<p>${name === 'batch' ? 'A Batch account answers here' : 'This address answers'} as ` +
      "Azure's does: to programs (SDKs, <code>az</code>, Terraform) that send an api-version and a " +
      'token or a key, and not to a browser.</p>' +
      (isRoot
        ? ''
        : '<p>A program that sent what your browser did would get ' +
          `<code>${reply.status} ${escapeHtml(refusal.code)}</code>: ` +
          `${escapeHtml(refusal.message)}</p>`) +
      `<p>In a shell on the server's machine:</p><pre>${escapeHtml(commandsFor(name))}</pre>` +
      '<p><code>lazuli journal</code> shows what programs asked and what they got, ' +
      '<code>lazuli status</code> what the server holds. ' +
      'To finish the sign-in of a program, open <code>/devicelogin</code> at the address of ' +
      'Resource Manager.</p>',
  })
  // The same address answers programs otherwise.
  return { ...shown, headers: { ...shown.headers, vary: 'accept, authorization' } }
}

const commandsFor = (service: string): string => {
  const signIn = [
    'eval "$(lazuli env)"',
    'export AZURE_CONFIG_DIR=$PWD/.az',
    'az login --service-principal -u "$AZURE_CLIENT_ID" -p "$AZURE_CLIENT_SECRET" -t "$AZURE_TENANT_ID"',
  ]
  const batch = [
    'az batch account login -g "$AZURE_RESOURCE_GROUP" -n "$AZURE_BATCH_ACCOUNT"',
    'az batch pool list',
  ]
  return [...signIn, ...(service === 'batch' ? batch : ['az group list'])].join('\n')
}
