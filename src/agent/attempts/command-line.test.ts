import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitCommandLine } from './command-line.ts'

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['/bin/true', ['/bin/true']],
  ['  python3   main.py\t-v ', ['python3', 'main.py', '-v']],
  ['/bin/bash -c "echo hello && exit 3"', ['/bin/bash', '-c', 'echo hello && exit 3']],
  [`/bin/sh -c 'echo "$HOME"'`, ['/bin/sh', '-c', 'echo "$HOME"']],
  ['sh -c "echo \\"a b\\" \\$X \\\\"', ['sh', '-c', 'echo "a b" \\$X \\']],
  ['a\\ b c', ['a b', 'c']],
  [`x '' ""`, ['x', '', '']],
  [`pre"fix and"post`, ['prefix andpost']],
  [`'never closed`, ['never closed']],
  ['', []],
]

for (const [commandLine, words] of cases) {
  test(`the command line <${commandLine}> has the words ${JSON.stringify(words)}`, () => {
    assert.deepEqual(splitCommandLine(commandLine), words)
  })
}
