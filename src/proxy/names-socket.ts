import { connect, type Socket } from 'node:net'
import { withShortPath } from '#files/short-path.ts'

/** Connects to where a server answers to Azure's names. */
export const connectToSocket = (path: string): Promise<Socket> =>
  withShortPath(
    path,
    (short) =>
      new Promise((resolve, reject) => {
        const socket = connect(short)
        socket.once('error', reject)
        socket.once('connect', () => {
          socket.off('error', reject)
          resolve(socket)
        })
      }),
  )
