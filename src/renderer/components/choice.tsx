import { useId } from 'preact/hooks'
import { useRedraw } from '../use-redraw.ts'

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly (readonly [value: T, text: string])[]
  onChoose: (value: T) => void
}

/** One of a few options, all visible. */
export function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  const name = useId()
  const redraw = useRedraw()
  const choose = (chosen: T) => {
    onChoose(chosen)
    redraw()
  }
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="options">
        {options.map(([each, text]) => (
          <label key={each}>
            <input type="radio" name={name} checked={each === value} onChange={() => choose(each)} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
