import { type ComponentProps, type KeyboardEvent, useEffect, useId, useState } from 'react'

interface FieldProps extends Pick<ComponentProps<'input'>, 'type' | 'autoComplete' | 'inputMode' | 'placeholder'> {
  label: string
  value: string
  /** Every key. */
  onType?: (value: string) => void
  /** The person is done with it: Enter, or leaving the field; only when it has changed. Rejects where it was not wanted after all. */
  onCommit?: (value: string) => Promise<void>
  hint?: string | null
  /** What is wrong with it. */
  flaw?: string | null
  isRequired?: boolean
  /** To be led to from elsewhere. */
  name?: string
}

/** One line of text with its label, a hint, and what is wrong with it. */
export function Field({ label, value, onType, onCommit, hint, flaw, isRequired, ...input }: FieldProps) {
  const id = useId()
  const [draft, setDraft] = useState(value)
  useEffect(() => setDraft(value), [value])
  const commit = () => {
    // What is not taken does not stand there as if it were.
    if (draft.trim() !== value) onCommit?.(draft.trim()).catch(() => setDraft(value))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') setDraft(value)
  }
  const about = [hint && `${id}-hint`, flaw && `${id}-flaw`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        value={draft}
        spellCheck={false}
        required={isRequired}
        aria-invalid={flaw ? true : undefined}
        aria-describedby={about || undefined}
        onChange={({ target }) => {
          setDraft(target.value)
          onType?.(target.value)
        }}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {flaw && (
        <p id={`${id}-flaw`} className="flaw" role="alert">
          {flaw}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}
