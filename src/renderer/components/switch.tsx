import { useId } from 'preact/hooks'
import { useRedraw } from '../use-redraw.ts'

interface SwitchProps {
  label: string
  isOn: boolean
  onTurn: (isOn: boolean) => void
  hint?: string
}

/** A setting that is on or off; it takes effect at once. */
export function Switch({ label, isOn, onTurn, hint }: SwitchProps) {
  const id = useId()
  const redraw = useRedraw()
  return (
    <div className="switch">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its state by itself
        role="switch"
        checked={isOn}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={({ currentTarget }) => {
          onTurn(currentTarget.checked)
          redraw()
        }}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}
