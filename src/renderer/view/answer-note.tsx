import { LogIn } from 'lucide-preact'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import type { ViewProps } from '../mount.tsx'

/** What the person's last act has led to, for a moment: above the page's end, so that nothing moves under the pointer. */
export function AnswerNote({ snapshot: { answer }, t }: Pick<ViewProps, 'snapshot' | 't'>) {
  if (answer === null) return null
  const isStuck = answer === 'no-way-to-renew'
  const tone = isStuck ? 'soon' : answer === 'history-unsaved' ? 'bad' : 'good'
  return (
    <div className="answer">
      <Note tone={tone}>
        <p>{t(`answer.${answer}`)}</p>
        {isStuck && (
          <Button step="sign-in" tone="main" icon={LogIn}>
            {t('do.sign-in')}
          </Button>
        )}
      </Note>
    </div>
  )
}
