import type { Certificate } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { datesIn } from '../../shared/dates.ts'
import type { Language } from '../../shared/snapshot.ts'

type Known = Pick<Certificate, 'subjectName' | 'issuerName' | 'validExpiry' | 'fingerprint'>

/** A question with buttons, and the choice behind each button: a certificate, more of them, or none. */
export interface CertificateQuestion<C> {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly choices: readonly (C | 'more' | 'none')[]
}

/** The most certificates that fit side by side in a system dialogue. */
const atOnce = 4

/**
 * Asks which certificate a site may see, `atOnce` at a time; `from` is the index of the first. Names the site and, for each
 * certificate, its subject, issuer and expiry: names alone are often the same. Pure.
 */
export function certificateQuestion<C extends Known>(
  site: string,
  certificates: readonly C[],
  from: number,
  language: Language,
  t: Translate,
): CertificateQuestion<C> {
  const shown = certificates.slice(from, from + atOnce)
  const names = shown.map((each) => each.subjectName || each.fingerprint)
  const lines = shown.map((each, index) => {
    const date = datesIn(language).date(each.validExpiry * 1000)
    return t('certificate.line', { number: index + 1, name: names[index] ?? '', issuer: each.issuerName, date })
  })
  const hasMore = certificates.length > atOnce
  return {
    message: t('certificate.question', { site }),
    detail: [...lines, '', t('certificate.hint')].join('\n'),
    buttons: [
      ...names.map((name, index) => t('certificate.send', { number: index + 1, name })),
      ...(hasMore ? [t('certificate.more')] : []),
      t('certificate.none'),
    ],
    choices: [...shown, ...(hasMore ? (['more'] as const) : []), 'none'],
  }
}

/** The index of the next page of certificates; back to the first after the last. */
export function nextFrom(from: number, count: number): number {
  return from + atOnce < count ? from + atOnce : 0
}

/** Strips a site, which Electron gives as "host:port", down to what a person reads. Pure. */
export function siteOf(told: string): string {
  return told
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/:443$/, '')
}
