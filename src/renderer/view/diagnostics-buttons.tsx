import { ClipboardCopy, Mail } from 'lucide-preact'
import { Button } from '../components/button.tsx'
import type { ViewProps } from '../mount.tsx'

/** The diagnostics to copy for whoever helps; a message that reports the problem, only where an email says who receives it. */
export function DiagnosticsButtons({ snapshot, t }: Pick<ViewProps, 'snapshot' | 't'>) {
  const { helper } = snapshot.setup.invitation
  return (
    <>
      <Button step="copy-diagnostics" icon={ClipboardCopy}>
        {t('do.copy-diagnostics')}
      </Button>
      {helper !== null && helper.email !== '' && (
        <Button step="report-problem" icon={Mail}>
          {t('do.report-problem')}
        </Button>
      )}
    </>
  )
}
