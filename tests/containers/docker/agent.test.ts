import { after } from 'node:test'
import { containerConformance } from '#testing/containers/conformance.ts'
import { DockerDaemon } from '#testing/containers/docker-daemon.ts'

const docker = await DockerDaemon.start()
process.env.DOCKER_HOST = docker.host
await containerConformance('docker')
after(() => docker.stop())
