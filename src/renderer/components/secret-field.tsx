import { type ComponentProps, type RefObject, useId, useRef } from 'react'

interface SecretFieldProps extends Pick<ComponentProps<'input'>, 'type' | 'autoComplete'> {
  label: string
  secret: RefObject<HTMLInputElement | null>
  /** Called at every change of the text, with whether the field is empty. */
  onType?: (isEmpty: boolean) => void
  /** The fault of the value. */
  flaw?: string | null
}

/** A typed secret that stays only in its field until it is taken. React would keep the present value and earlier ones. */
export function useSecret() {
  const field = useRef<HTMLInputElement>(null)
  return {
    field,
    /** Empties the field; gives its content. */
    take(): string {
      const value = field.current?.value ?? ''
      if (field.current !== null) field.current.value = ''
      return value
    },
  }
}

/** One line for a password or a code, with its label and its fault. */
export function SecretField({ label, secret, onType, flaw, ...input }: SecretFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        ref={secret}
        id={id}
        spellCheck={false}
        aria-invalid={flaw ? true : undefined}
        aria-describedby={flaw ? `${id}-flaw` : undefined}
        onChange={({ target }) => onType?.(target.value === '')}
      />
      {flaw && (
        <p id={`${id}-flaw`} className="flaw" role="alert">
          {flaw}
        </p>
      )}
    </div>
  )
}
