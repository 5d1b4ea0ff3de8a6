// Runs commands for a server, one for each line of JSON on its standard input, and answers with a line for
// each. It ends with its server. So small that a process is soon started from it.
import { execFile } from 'node:child_process'
import { createInterface } from 'node:readline'

const LONGEST_MS = 60_000
const MOST_BYTES = 256 * 1024 * 1024

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const { id, program, args, input = '' } = JSON.parse(line)
  const limits = { timeout: LONGEST_MS, maxBuffer: MOST_BYTES }
  const child = execFile(program, args, limits, (error, stdout, stderr) => {
    const code = !error ? 0 : typeof error.code === 'number' ? error.code : -1
    const said = code === -1 ? `${stderr}${error.message}` : stderr
    process.stdout.write(`${JSON.stringify({ id, code, stdout, stderr: said })}\n`)
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
})
