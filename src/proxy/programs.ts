// What programs read to find a proxy and which authority to trust, runtime by runtime. Pure.

export interface ProxyFiles {
  /** The local authority's certificate, for runtimes that add it to their own. */
  readonly ca: string
  /** That and the others that are trusted, for runtimes that take one file for all. */
  readonly bundle: string
  /** The same for Java. */
  readonly trustStore: string
}

export interface ProxyFacts {
  readonly port: number
  /** What the proxy knows the program by. */
  readonly client: string
  readonly secret: string
  readonly files: ProxyFiles
  /** Whether a client is known by its process: then no option has to carry the secret. */
  readonly knowsProcesses: boolean
  /** What Java was told before. */
  readonly javaOptions?: string | undefined
}

/** A program's own servers are not reached through a proxy. */
const DIRECT = ['localhost', '127.0.0.1', '::1', '.localhost']

/** The variables by which a program is led to Azure here. */
export function proxyVariables(facts: ProxyFacts): Record<string, string> {
  const { port, client, secret, files } = facts
  const proxy = `http://${client}:${secret}@127.0.0.1:${port}`
  const direct = DIRECT.join(',')
  return {
    HTTPS_PROXY: proxy,
    https_proxy: proxy,
    HTTP_PROXY: proxy,
    // The only form that curl reads.
    http_proxy: proxy,
    NO_PROXY: direct,
    no_proxy: direct,
    // Node from 22.21 and 24.5 on, where it is told to; the SDKs of Azure by themselves.
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: files.ca,
    // OpenSSL, and with it Python, Go and .NET.
    SSL_CERT_FILE: files.bundle,
    REQUESTS_CA_BUNDLE: files.bundle,
    CURL_CA_BUNDLE: files.bundle,
    JAVA_TOOL_OPTIONS: javaOptions(facts),
  }
}

/** A file on a node, where its root is not known yet. */
interface OnNode {
  readonly onNode: string
  readonly before: string
  readonly after: string
}

export interface TaskPrograms {
  readonly environment: Readonly<Record<string, string | OnNode>>
  /** From this machine to each node, below its root. */
  readonly files: readonly { readonly from: string; readonly onNode: string }[]
}

const NODE = '{node}/'
/** Where nodes have the files: for all of their tasks to read, in containers too. */
const FOLDER = 'volatile/azure'

/** The same for tasks of Batch: their variables name files of their node. */
export function taskPrograms(facts: Omit<ProxyFacts, 'javaOptions'>): TaskPrograms {
  const names = { ca: 'ca.pem', bundle: 'ca-bundle.pem', trustStore: 'trust.p12' } as const
  const kinds = Object.keys(names) as (keyof ProxyFiles)[]
  const at = (kind: keyof ProxyFiles): string => `${FOLDER}/${names[kind]}`
  const files = Object.fromEntries(kinds.map((kind) => [kind, NODE + at(kind)]))
  const variables = proxyVariables({ ...facts, files: files as unknown as ProxyFiles })
  return {
    environment: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, onNode(value)]),
    ),
    files: kinds.map((kind) => ({ from: facts.files[kind], onNode: at(kind) })),
  }
}

function onNode(value: string): string | OnNode {
  const [before = '', rest] = value.split(NODE)
  if (rest === undefined) return value
  const path = /^\S+/.exec(rest)![0]
  return { before, onNode: path, after: rest.slice(path.length) }
}

function javaOptions({
  port,
  client,
  secret,
  files,
  knowsProcesses,
  javaOptions = '',
}: ProxyFacts): string {
  const schemes = ['http', 'https']
  const properties = {
    'javax.net.ssl.trustStore': files.trustStore,
    'javax.net.ssl.trustStoreType': 'PKCS12',
    ...Object.fromEntries(
      schemes.flatMap((scheme) => [
        [`${scheme}.proxyHost`, '127.0.0.1'],
        [`${scheme}.proxyPort`, String(port)],
        // A JVM prints its options: where the proxy knows processes, the secret stays out of them.
        ...(knowsProcesses
          ? []
          : [
              [`${scheme}.proxyUser`, client],
              [`${scheme}.proxyPassword`, secret],
            ]),
      ]),
    ),
    'http.nonProxyHosts': 'localhost|127.*|[::1]|*.localhost',
    // The JDK sends no name and password to a proxy for a tunnel unless it is told so.
    'jdk.http.auth.tunneling.disabledSchemes': '',
  }
  const own = Object.entries(properties).map(([name, value]) => quoted(`-D${name}=${value}`))
  return [...(javaOptions === '' ? [] : [javaOptions]), ...own].join(' ')
}

/** As the JVM takes JAVA_TOOL_OPTIONS apart: at blanks, outside of quotes. */
const quoted = (option: string): string =>
  !/[\s'"]/.test(option) ? option : option.includes('"') ? `'${option}'` : `"${option}"`
