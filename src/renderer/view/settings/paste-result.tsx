import type { PasteSetup } from '../../../shared/setup.ts'
import { pasteRefusal } from '../../../shared/setup-wording.ts'
import { describeProblem } from '../../../shared/wording.ts'
import { Button } from '../../components/button.tsx'
import { Note } from '../../components/note.tsx'
import type { ViewProps } from '../../mount.tsx'

/** The result of a paste: a token to be saved or discarded, or the reason why there is none. */
export function PasteResult({ snapshot, t }: ViewProps) {
  const { paste } = snapshot.setup
  switch (paste?.state) {
    case undefined:
      return null
    case 'trying':
      return <Note tone="busy">{t('gazelle.paste.trying')}</Note>
    case 'refused':
      return <Note tone="bad">{pasteRefusal(paste.refusal, t)}</Note>
    case 'failed':
      return <Note tone="bad">{describeProblem(paste.problem, t)}</Note>
    case 'found':
      return (
        <Note tone="good">
          <p>{t('gazelle.paste.found', { fingerprint: paste.fingerprint })}</p>
          <p className="hint">{factsOf(paste, t)}</p>
          <div className="row">
            {!paste.isInRow && (
              <Button step="paste.save" tone="main">
                {t('do.save')}
              </Button>
            )}
            <Button step="paste.discard">{t(paste.isInRow ? 'do.close' : 'do.discard')}</Button>
          </div>
        </Note>
      )
  }
}

const daySeconds = 24 * 60 * 60

function factsOf(paste: Extract<PasteSetup, { state: 'found' }>, t: ViewProps['t']): string {
  const { form, lifeSeconds, hasRefreshToken, isInRow } = paste
  const facts = [t('paste.form', { form: t(`paste.form.${form}`) })]
  if (isInRow) facts.push(t('gazelle.paste.in-row'))
  else if (lifeSeconds === null) facts.push(t('gazelle.paste.life-unknown'))
  else facts.push(t('gazelle.paste.life', { days: Math.floor(lifeSeconds / daySeconds) }))
  if (hasRefreshToken) facts.push(t('gazelle.paste.renews'))
  return facts.join(' ')
}
