import { locales } from '../../shared/catalogue/index.ts'
import type { ViewProps } from '../mount.tsx'

/** The token's facts, for the engineer's eye: fingerprint, end, last check. */
export function TokenFactsList({ snapshot, t }: ViewProps) {
  const { token, checkedAt } = snapshot.keeper
  const date = (milliseconds: number, style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[snapshot.language], style).format(milliseconds)
  return (
    <dl className="facts">
      {token !== null && (
        <>
          <dt>{t('fact.token')}</dt>
          <dd>
            <code>{token.fingerprint}</code>
            {token.headerKind !== null && ` · ${t(`fact.header.${token.headerKind}`)}`}
          </dd>
        </>
      )}
      {token !== null && token.expiry.certainty !== 'never' && (
        <>
          <dt>{t('fact.until')}</dt>
          <dd title={token.expiry.certainty === 'assumed' ? t('days.assumed') : undefined}>
            {t(`fact.until.${token.expiry.certainty}`, { date: date(token.expiry.at * 1000, { dateStyle: 'long' }) })}
          </dd>
        </>
      )}
      {checkedAt !== null && (
        <>
          <dt>{t('fact.checked')}</dt>
          <dd>{date(checkedAt, { timeStyle: 'short' })}</dd>
        </>
      )}
    </dl>
  )
}
