import type { InputHTMLAttributes, LooseInputHTMLAttributes, RefObject } from 'preact'
import { useId, useRef } from 'preact/hooks'

interface SecretFieldProps extends Pick<LooseInputHTMLAttributes, 'type' | 'autoComplete'> {
  label: string
  secret: RefObject<HTMLInputElement | null>
  /** Called at every change of the text, with whether the field is empty. */
  onType?: (isEmpty: boolean) => void
  /** The fault of the value. */
  flaw?: string | null
}

/** A typed secret that stays only in its field until it is taken. State would keep the present value and earlier ones. */
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
        // Preact's types want to know which type of input this is.
        {...(input as InputHTMLAttributes)}
        ref={secret}
        id={id}
        spellcheck={false}
        aria-invalid={flaw ? true : undefined}
        aria-describedby={flaw ? `${id}-flaw` : undefined}
        onInput={({ currentTarget }) => onType?.(currentTarget.value === '')}
      />
      {flaw && (
        <p id={`${id}-flaw`} className="flaw" role="alert">
          {flaw}
        </p>
      )}
    </div>
  )
}
