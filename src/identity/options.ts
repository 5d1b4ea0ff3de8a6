import { optionGroup } from '#kernel/options.ts'

export const identityOptions = optionGroup({
  name: 'entra',
  title: 'Entra ID: who may sign in, and how',
  options: {
    clientCertificate: {
      type: 'file',
      says: 'PEM that clients may sign in with instead of the secret',
      value: 'file',
      since: '0.1.0',
    },
    openManagedIdentity: {
      type: 'flag',
      says: "give tokens of the machine's identity to every caller of the port, as 169.254.169.254 does",
      since: '0.1.0',
    },
  },
})
