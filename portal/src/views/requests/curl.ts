// A call of the journal as a line for a shell. Secrets are not in the journal: a token is put in anew.

interface Entry {
  readonly method: string
  readonly url: string
  readonly request: {
    readonly headers: readonly (readonly string[])[]
    readonly body?: string | undefined
  }
}

const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** What curl sets by itself, or what belongs to the connection. */
const LEFT_OUT =
  /^(host|connection|content-length|authorization|accept-encoding|user-agent|expect|transfer-encoding|cookie)$/i

export function asCurl({ method, url, request }: Entry): string {
  const lines = [
    `curl --cacert "$LAZULI_CA_FILE" -X ${method} ${word(url)}`,
    '-H "Authorization: Bearer $(npm run -s lazuli -- token)"',
    ...request.headers
      .filter(([name = '']) => !LEFT_OUT.test(name) && !/^x-ms-(client-)?request-id$/i.test(name))
      .map(([name, value]) => `-H ${word(`${name}: ${value}`)}`),
    ...(request.body === undefined ? [] : [`--data-binary ${word(request.body)}`]),
  ]
  return lines.join(' \\\n  ')
}
