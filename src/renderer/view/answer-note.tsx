import { LogIn } from 'lucide-react'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import type { ViewProps } from '../mount.tsx'

/** What the person's last act has led to, for a moment. */
export function AnswerNote({ snapshot: { answer }, t }: Pick<ViewProps, 'snapshot' | 't'>) {
  if (answer === null) return null
  if (answer !== 'no-way-to-renew') return <Note tone="good">{t(`answer.${answer}`)}</Note>
  return (
    <Note tone="soon">
      <p>{t('answer.no-way-to-renew')}</p>
      <Button step="sign-in" tone="main" icon={LogIn}>
        {t('do.sign-in')}
      </Button>
    </Note>
  )
}
