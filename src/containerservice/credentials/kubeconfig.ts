import type { ClientCredential, CredentialName } from './credentials.ts'

/** What every form of a kubeconfig says. */
export interface KubeconfigOf {
  readonly cluster: string
  readonly resourceGroup: string
  readonly user: CredentialName
  /** That its context is about; absent: the default one. */
  readonly namespace?: string
  /** `https://host:port`. */
  readonly server: string
  /** In PEM. */
  readonly authority: string
}

export type SignIn =
  | { readonly form: 'static'; readonly credential: ClientCredential }
  /** kubectl runs kubelogin, which asks Entra. */
  | { readonly form: 'exec'; readonly tenantId: string; readonly serverId: string }
  /** What kubectl did by itself before 1.26. */
  | { readonly form: 'azure'; readonly tenantId: string; readonly serverId: string }

/** The application that stands for every Entra-managed cluster; documented. */
export const AKS_SERVER_APP = '6dae42f8-4368-4678-94ff-3960e28e3630'
/** The application under which people sign in; widely seen. */
const AKS_CLIENT_APP = '80faf920-1908-4b52-b5ef-a8e7bedfc67a'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** A string is its own YAML when it is written as JSON. */
const quoted = (text: string): string => JSON.stringify(text)

/** The kubeconfig as AKS prints it: fixed text with a few values. */
export function kubeconfig(of: KubeconfigOf, signIn: SignIn): string {
  const user = `${of.user}_${of.resourceGroup}_${of.cluster}`
  const lines = [
    'apiVersion: v1',
    'clusters:',
    '- cluster:',
    `    certificate-authority-data: ${base64(of.authority)}`,
    `    server: ${quoted(of.server)}`,
    `  name: ${quoted(of.cluster)}`,
    'contexts:',
    '- context:',
    `    cluster: ${quoted(of.cluster)}`,
    ...(of.namespace === undefined ? [] : [`    namespace: ${quoted(of.namespace)}`]),
    `    user: ${quoted(user)}`,
    `  name: ${quoted(of.cluster)}`,
    `current-context: ${quoted(of.cluster)}`,
    'kind: Config',
    'preferences: {}',
    'users:',
    `- name: ${quoted(user)}`,
    '  user:',
    ...userLines(signIn).map((line) => `    ${line}`),
  ]
  return `${lines.join('\n')}\n`
}

function userLines(signIn: SignIn): readonly string[] {
  switch (signIn.form) {
    case 'static':
      return [
        `client-certificate-data: ${base64(signIn.credential.certificate)}`,
        `client-key-data: ${base64(signIn.credential.key)}`,
        `token: ${signIn.credential.token}`,
      ]
    case 'exec':
      return [
        'exec:',
        '  apiVersion: client.authentication.k8s.io/v1beta1',
        '  args:',
        ...loginArguments(signIn).map((argument) => `  - ${quoted(argument)}`),
        '  command: kubelogin',
        '  env: null',
        `  installHint: ${quoted('kubelogin is not installed, which is required to connect to an Entra-enabled cluster. See https://aka.ms/aks/kubelogin')}`,
        '  provideClusterInfo: false',
      ]
    case 'azure':
      return [
        'auth-provider:',
        '  config:',
        `    apiserver-id: ${quoted(signIn.serverId)}`,
        `    client-id: ${quoted(AKS_CLIENT_APP)}`,
        '    config-mode: "1"',
        '    environment: AzurePublicCloud',
        `    tenant-id: ${quoted(signIn.tenantId)}`,
        '  name: azure',
      ]
  }
}

const loginArguments = (signIn: { tenantId: string; serverId: string }): readonly string[] => [
  'get-token',
  '--environment',
  'AzurePublicCloud',
  '--server-id',
  signIn.serverId,
  '--client-id',
  AKS_CLIENT_APP,
  '--tenant-id',
  signIn.tenantId,
  '--login',
  'devicecode',
]
