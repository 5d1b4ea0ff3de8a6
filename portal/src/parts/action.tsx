// A button that changes something: it asks first, shows that it works, and says what was refused.
import { Button } from '@fluentui/react-button'
import { Spinner } from '@fluentui/react-spinner'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useMay } from '../api/permissions.ts'
import { Failure } from './answer.tsx'
import { useFocusAfter } from './focus.ts'

export interface Choice {
  readonly value: string
  readonly name: string
  /** What it does, in a sentence. */
  readonly says: string
}

/** What is asked for beside a choice: a line of text, or one of a few. */
export interface Field {
  readonly key: string
  readonly name: string
  readonly optional?: boolean
  readonly initial?: string
  readonly type?: 'text' | 'number'
  /** Several lines. */
  readonly isLong?: boolean
  /** Only these. */
  readonly oneOf?: readonly string[]
}

export interface Given {
  readonly choice: string
  /** By the keys of the fields; '' where nothing was put in. */
  readonly values: Readonly<Record<string, string>>
}

interface ActionProps {
  readonly label: string
  /** What will happen, before it does. */
  readonly says: ReactNode
  /** The action that a role has to permit; where it does not, nothing is offered. */
  readonly needs: string
  readonly choices?: readonly Choice[]
  readonly asks?: readonly Field[]
  readonly disabled?: boolean
  readonly isPrimary?: boolean
  run(given: Given): Promise<unknown>
  /** Shows what came of it, where it is worth a look; the dialog stays open for it. */
  shows?(answer: unknown): ReactNode
}

export function Action(props: ActionProps) {
  return useMay(props.needs) ? <Offered {...props} /> : null
}

function Offered(props: ActionProps) {
  const { label, disabled = false, isPrimary = false } = props
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useFocusAfter(button)
  return (
    <>
      <Button
        // Its types have it be a link as well, of which nothing can be both.
        ref={button as RefObject<never>}
        disabledFocusable={disabled}
        appearance={isPrimary ? 'primary' : 'secondary'}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {isOpen && <ActionDialog {...props} onClosed={() => setOpen(false)} />}
    </>
  )
}

/** Made when it is opened: a table may have thousands of actions, and one dialog is open at most. */
function ActionDialog(props: ActionProps & { onClosed(): void }) {
  const { label, says, choices, asks = [], onClosed } = props
  const dialog = useRef<HTMLDialogElement>(null)
  useFocusAfter(dialog)
  const id = useId()
  const [choice, setChoice] = useState(choices?.[0]?.value ?? '')
  const [values, setValues] = useState(() => initialsOf(asks))
  const close = (): void => dialog.current?.close()
  const doing = useMutation({
    mutationFn: () => props.run({ choice, values }),
    onSuccess: () => {
      if (!props.shows) close()
    },
  })
  useEffect(() => {
    // An effect may run twice, and a dialog that is open already cannot be opened.
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} aria-labelledby={`${id}-title`} className="dialog" onClose={onClosed}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (!doing.isPending) doing.mutate()
        }}
      >
        <h2 id={`${id}-title`}>{label}</h2>
        <div className="says">{says}</div>
        {choices && (
          <fieldset>
            <legend className="unseen">How</legend>
            {choices.map(({ value, name, says: what }) => (
              <label key={value} className="choice">
                <input
                  type="radio"
                  name={`${id}-choice`}
                  value={value}
                  checked={choice === value}
                  onChange={() => setChoice(value)}
                />
                <span>
                  <strong>{name}</strong>
                  <br />
                  {what}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {asks.map((field) => (
          <Asked
            key={field.key}
            of={field}
            value={values[field.key] ?? ''}
            onChange={(value) => setValues({ ...values, [field.key]: value })}
          />
        ))}
        {doing.error && <Failure error={doing.error} />}
        {doing.isSuccess && props.shows?.(doing.data)}
        <div className="actions">
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={doing.isPending}
            icon={doing.isPending ? <Spinner size="tiny" /> : null}
          >
            {label}
          </Button>
          <Button type="button" onClick={close}>
            Do nothing
          </Button>
        </div>
      </form>
    </dialog>
  )
}

const initialsOf = (fields: readonly Field[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields.map(({ key, initial = '', oneOf }) => [key, initial || (oneOf?.[0] ?? '')]),
  )

interface AskedProps {
  readonly of: Field
  readonly value: string
  onChange(value: string): void
}

function Asked({
  of: { name, optional, type = 'text', isLong, oneOf },
  value,
  onChange,
}: AskedProps) {
  const id = useId()
  const shared = {
    id,
    value,
    required: !optional,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange(event.target.value),
  }
  return (
    <div className="field">
      <label htmlFor={id}>{optional ? `${name} (may be empty)` : name}</label>
      {oneOf ? (
        <select {...shared}>
          {oneOf.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      ) : isLong ? (
        <textarea rows={6} {...shared} />
      ) : (
        <input type={type} step="any" {...shared} />
      )}
    </div>
  )
}
