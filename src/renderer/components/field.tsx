import type { InputHTMLAttributes, LooseInputHTMLAttributes } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'

interface FieldProps extends Pick<LooseInputHTMLAttributes, 'type' | 'autoComplete' | 'inputMode' | 'placeholder'> {
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
  useLayoutEffect(() => setDraft(value), [value])
  const box = useRef<HTMLInputElement>(null)
  const commit = () => {
    // A field that is taken off the page loses the focus too: nobody has left it.
    if (box.current === null) return
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
        // Preact's types want to know which type of input this is.
        {...(input as InputHTMLAttributes)}
        ref={box}
        id={id}
        value={draft}
        spellcheck={false}
        required={isRequired}
        aria-invalid={flaw ? true : undefined}
        aria-describedby={about || undefined}
        onInput={({ currentTarget }) => {
          setDraft(currentTarget.value)
          onType?.(currentTarget.value)
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
