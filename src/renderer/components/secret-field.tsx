import { type ComponentProps, type RefObject, useId, useRef } from 'react'

interface SecretFieldProps extends Pick<ComponentProps<'input'>, 'type' | 'autoComplete'> {
  label: string
  secret: RefObject<HTMLInputElement | null>
  /** Every key: whether something is in it. */
  onType?: (isEmpty: boolean) => void
  /** What is wrong with it. */
  flaw?: string | null
}

/** A typed secret: it lies in its field alone, until it is taken. React would remember what it is told, and what was before. */
export function useSecret() {
  const field = useRef<HTMLInputElement>(null)
  return {
    field,
    /** Empties the field; gives what was in it. */
    take(): string {
      const value = field.current?.value ?? ''
      if (field.current !== null) field.current.value = ''
      return value
    },
  }
}

/** One line for a password or a code, with its label and what is wrong with it. */
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
