// A button that keeps an answer of the server as a file.
import { Button } from '@fluentui/react-button'
import { useMutation } from '@tanstack/react-query'
import { Failure } from './answer.tsx'
import { save } from './save.ts'

interface DownloadProps {
  readonly label: string
  /** The name of the file. */
  readonly file: string
  read(): Promise<Response>
}

export function Download({ label, file, read }: DownloadProps) {
  const doing = useMutation({
    mutationFn: async () => save(file, await (await read()).blob()),
  })
  return (
    <>
      <Button disabledFocusable={doing.isPending} onClick={() => doing.mutate()}>
        {label}
      </Button>
      {doing.error && <Failure error={doing.error} />}
    </>
  )
}
