import { Cloud, Database, KeyRound, Users } from 'lucide-preact'
import { keepersText, unattendedFor } from '../../shared/keepers-wording.ts'
import { nextStep, remedyOf } from '../../shared/next-step.ts'
import { expiresAt } from '../../shared/snapshot.ts'
import { moment } from '../../shared/wording.ts'
import { Button } from '../components/button.tsx'
import { StatusLine } from '../components/status-line.tsx'
import type { ViewProps } from '../mount.tsx'
import { type ConnectionStatus, gazelleStatus, supabaseStatus } from './connection-status.ts'

/**
 * Supabase, Gazelle, the token and who looks after it, a quiet line each; a line with a fault is loud. Below them, a warning if other
 * programs may misread the token.
 */
export function Connections({ snapshot, t, now }: ViewProps) {
  const { problem, token } = snapshot.keeper
  const remedy = remedyOf(snapshot)
  // The remedy is not repeated if it is the main button already.
  const isMain = remedy === null || nextStep(snapshot)?.label === remedy.label
  const isOfGazelle = problem?.at === 'gazelle' || problem?.at === 'oauth'
  const remedyButton = isMain ? null : (
    <Button step={remedy.step} tone="quiet">
      {t(remedy.label)}
    </Button>
  )
  const isLoud = ({ tone }: ConnectionStatus) => tone === 'bad' || tone === 'soon'
  const supabase = supabaseStatus(snapshot)
  const gazelle = gazelleStatus(snapshot)
  // Nothing is wrong here, but other programs that read the row may send the token in the wrong header.
  const isTakenForKey = token?.isShort && token.headerKind === 'bearer'
  return (
    <>
      <dl className="connections">
        <StatusLine
          icon={Database}
          name={t('line.supabase')}
          tone={supabase.tone}
          isLoud={isLoud(supabase)}
          remedy={!isOfGazelle && remedyButton}
        >
          {t(supabase.text)}
        </StatusLine>
        <StatusLine
          icon={Cloud}
          name={t('line.gazelle')}
          tone={gazelle.tone}
          isLoud={isLoud(gazelle)}
          remedy={isOfGazelle && remedyButton}
        >
          {t(gazelle.text)}
        </StatusLine>
        <StatusLine icon={KeyRound} name={t('fact.token')} tone="off">
          {token === null ? t('line.token.none') : <TokenLife snapshot={snapshot} t={t} token={token} now={now} />}
        </StatusLine>
        <Keepers snapshot={snapshot} t={t} now={now} />
      </dl>
      {isTakenForKey && (
        <p className="hint">
          {t('line.token.short')} {t('advice.own-header')}
        </p>
      )}
    </>
  )
}

/** Who looks after the row, in one line; nothing where the project has no logbook. The settings' history has all of it. */
function Keepers({ snapshot, t, now }: ViewProps) {
  if (snapshot.keepers.length === 0) return null
  const days = unattendedFor(snapshot)
  const text = keepersText(snapshot.keepers, t, now)
  return (
    <StatusLine icon={Users} name={t('keepers.title')} tone={days === null ? 'off' : 'soon'} isLoud={days !== null}>
      {days === null ? (
        <span className="one-line" title={text}>
          {text}
        </span>
      ) : (
        <span title={text}>{t('keepers.unattended', { days })}</span>
      )}
    </StatusLine>
  )
}

type TokenLifeProps = Pick<ViewProps, 'snapshot' | 't' | 'now'> & {
  token: NonNullable<ViewProps['snapshot']['keeper']['token']>
}

/** The token's fingerprint and its expiry. */
function TokenLife({ snapshot, t, token, now }: TokenLifeProps) {
  const { fingerprint, expiry } = token
  const end = expiresAt(token)
  const { works, isForbidden } = snapshot.keeper
  // A token that Gazelle rejects is good for nothing, whatever its date says.
  if (end === null || (works === false && !isForbidden)) return <code>{fingerprint}</code>
  const until = moment(end, now, snapshot.language)
  const isAssumed = expiry.certainty === 'assumed'
  return (
    <span title={isAssumed ? t('days.assumed') : undefined}>
      {t(isAssumed ? 'line.token.about' : 'line.token.until', { fingerprint, ...until })}
    </span>
  )
}
