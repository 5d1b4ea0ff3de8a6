// Output files as clients write them, in the words of the nodes' agents.
import type { components } from '#contract/batch/types.ts'
import type { OutputFile } from '#drivers/nodes/port.ts'
import { identityOf } from './resource-file.ts'

type Sent = components['schemas']['OutputFile']

export const outputFilesOf = (files: readonly Sent[] = []): OutputFile[] =>
  files.flatMap(({ filePattern, destination: { container }, uploadOptions }) =>
    container === undefined
      ? []
      : {
          pattern: filePattern,
          when: uploadOptions.uploadCondition,
          container: { url: container.containerUrl, ...identityOf(container.identityReference) },
          ...(container.path !== undefined && { path: container.path }),
          ...(container.uploadHeaders && {
            headers: Object.fromEntries(
              container.uploadHeaders.map(({ name, value = '' }) => [name, value]),
            ),
          }),
        },
  )
