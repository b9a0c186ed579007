import { LogIn, Undo2 } from 'lucide-preact'
import { useLayoutEffect } from 'preact/hooks'
import { shownKeys } from '../../shared/shortcut.ts'
import { answerBar } from '../bar.ts'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import type { ViewProps } from '../mount.tsx'
import { requestStep } from '../request-step.ts'

/** What the person's last act has led to, for a moment: above the page's end, so that nothing moves under the pointer. */
export function AnswerNote({ snapshot: { answer, canUndo }, t }: Pick<ViewProps, 'snapshot' | 't'>) {
  useUndoKeys(canUndo)
  if (answer === null) return null
  const isStuck = answer === 'no-way-to-renew'
  const tone = isStuck ? 'soon' : answer === 'history-unsaved' || answer === 'function-unsaved' ? 'bad' : 'good'
  return (
    <div ref={answerBar} className="answer">
      <Note tone={tone}>
        <p>{t(`answer.${answer}`)}</p>
        {isStuck && (
          <Button step="sign-in" tone="main" icon={LogIn}>
            {t('do.sign-in')}
          </Button>
        )}
        {canUndo && (
          <Button step="undo" icon={Undo2}>
            {t('do.undo')}
            <kbd>{shownKeys(isMac() ? 'Command+Z' : 'Control+Z', '')}</kbd>
          </Button>
        )}
      </Note>
    </div>
  )
}

const textFields = 'input:not([type="checkbox"], [type="radio"]), textarea'

/** Ctrl+Z or Cmd+Z is Undo’s, too: ten seconds are short for the Tab key. A field keeps these keys for what is typed in it. */
function useUndoKeys(canUndo: boolean): void {
  useLayoutEffect(() => {
    if (!canUndo) return
    const undo = (event: KeyboardEvent) => {
      const isUndo = (isMac() ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey
      const isTyping = event.target instanceof Element && event.target.matches(textFields)
      if (isUndo && event.key.toLowerCase() === 'z' && !event.repeat && !isTyping) void requestStep('undo')
    }
    document.addEventListener('keydown', undo)
    return () => document.removeEventListener('keydown', undo)
  }, [canUndo])
}

// The first paint is drawn where there is no navigator.
const isMac = () => /Mac/.test(globalThis.navigator?.userAgent ?? '')
