import { type ComponentProps, type KeyboardEvent, useEffect, useId, useState } from 'react'

interface FieldProps extends Pick<ComponentProps<'input'>, 'type' | 'autoComplete' | 'inputMode' | 'placeholder'> {
  label: string
  value: string
  /** Called at every change of the text. */
  onType?: (value: string) => void
  /** Called with a changed value at Enter, or when the field loses the focus. Rejects if the value was not accepted. */
  onCommit?: (value: string) => Promise<void>
  hint?: string | null
  /** The fault of the value. */
  flaw?: string | null
  isRequired?: boolean
  /** The name by which a remedy finds and focuses the field. */
  name?: string
}

/** One line of text with its label, a hint and its fault. */
export function Field({ label, value, onType, onCommit, hint, flaw, isRequired, ...input }: FieldProps) {
  const id = useId()
  const [draft, setDraft] = useState(value)
  useEffect(() => setDraft(value), [value])
  const commit = () => {
    // Restore the old value if the new one is not accepted.
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
