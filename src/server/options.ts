import { optionGroup } from '#kernel/options.ts'

export const serverOptions = optionGroup({
  name: 'server',
  title: 'Where it listens, and to whom',
  options: {
    port: {
      type: 'number',
      says: 'port for HTTP and HTTPS; 0 takes a free one',
      value: 'port',
      least: 0,
      most: 65_535,
      whole: true,
      default: 4510,
      inProcess: 0,
      since: '0.1.0',
      everyday: true,
    },
    host: {
      type: 'text',
      says: 'address to listen on',
      value: 'address',
      default: '127.0.0.1',
      since: '0.1.0',
      everyday: true,
    },
    expose: {
      type: 'flag',
      says: 'allow an address beyond loopback: everyone who reaches it can try to log in',
      since: '0.1.0',
      everyday: true,
    },
    publicName: {
      type: 'text',
      says: 'name by which others reach this server: links and `lazuli env` lead there',
      value: 'name',
      otherwise: 'the address that it listens on',
      since: '0.2.0',
    },
    tlsCert: {
      type: 'file',
      says: 'certificate in PEM for the names that it is good for; read anew when it changes',
      value: 'file',
      otherwise: 'one of an authority of its own',
      since: '0.2.0',
    },
    tlsKey: {
      type: 'file',
      says: 'key of --tls-cert, in PEM without a password',
      value: 'file',
      since: '0.2.0',
    },
    behindProxy: {
      type: 'flag',
      says: 'build links from X-Forwarded-Host and X-Forwarded-Proto',
      since: '0.1.0',
    },
    throttle: {
      type: 'flag',
      says: "refuse calls beyond Azure's limits with a 429",
      since: '0.1.0',
    },
    metrics: {
      type: 'choice',
      says: 'answer /metrics for Prometheus: to callers with a token, or to all',
      value: 'readers',
      choices: ['off', 'token', 'open'],
      default: 'off',
      since: '0.2.0',
    },
  },
})
