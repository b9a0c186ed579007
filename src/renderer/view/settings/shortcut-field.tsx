import { useId, useState } from 'preact/hooks'
import type { ShortcutSetup } from '../../../shared/setup.ts'
import { shortcutOf, shownKeys } from '../../../shared/shortcut.ts'
import { Button } from '../../components/button.tsx'
import type { ViewProps } from '../../mount.tsx'
import { requestStep } from '../../request-step.ts'

/** The keys that open the popover: a press of the button, then the keys themselves. */
export function ShortcutField({ shortcut, t }: { shortcut: ShortcutSetup; t: ViewProps['t'] }) {
  const id = useId()
  const [isRecording, setRecording] = useState(false)
  const [hasTooFew, setTooFew] = useState(false)
  const { keys, refused, command } = shortcut
  const shown = (each: string) => shownKeys(each, t('general.shortcut.shift'))
  const record = (event: KeyboardEvent) => {
    // Tab goes on to the next control, as everywhere.
    if (!isRecording || event.key === 'Tab') return
    event.preventDefault()
    const pressed = shortcutOf(event, /Mac/.test(navigator.userAgent))
    setTooFew(pressed === 'too-few')
    if (typeof pressed === 'string') return
    setRecording(false)
    void requestStep({ do: 'shortcut.set', keys: pressed.keys })
  }
  const flaw = hasTooFew
    ? t('general.shortcut.too-few')
    : refused !== null && !isRecording
      ? t('general.shortcut.refused', { keys: shown(refused) })
      : null
  if (command !== null) {
    return (
      <div className="field">
        <span>{t('general.shortcut')}</span>
        <p className="hint">{t('general.shortcut.wayland')}</p>
        <code>{command}</code>
      </div>
    )
  }
  return (
    <div className="field">
      <span id={`${id}-label`}>{t('general.shortcut')}</span>
      <div className="row start">
        <button
          id={`${id}-keys`}
          type="button"
          className="quiet"
          data-verb="shortcut.set"
          aria-labelledby={`${id}-label ${id}-keys`}
          aria-describedby={flaw === null ? `${id}-hint` : `${id}-flaw`}
          onClick={() => setRecording(true)}
          onKeyDown={record}
          onBlur={() => {
            setRecording(false)
            setTooFew(false)
          }}
        >
          {isRecording ? t('general.shortcut.press') : keys === null ? t('general.shortcut.choose') : shown(keys)}
        </button>
        {keys !== null && <Button step="shortcut.forget">{t('general.shortcut.forget')}</Button>}
      </div>
      {flaw !== null && (
        <p id={`${id}-flaw`} className="flaw" role="alert">
          {flaw}
        </p>
      )}
      <p id={`${id}-hint`} className="hint">
        {t('general.shortcut.hint')}
      </p>
    </div>
  )
}
