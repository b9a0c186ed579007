import type { Certificate } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { datesIn } from '../../shared/dates.ts'
import type { Language } from '../../shared/snapshot.ts'

type Known = Pick<Certificate, 'subjectName' | 'issuerName' | 'validExpiry' | 'fingerprint'>

/** A question with buttons, and what each button stands for: a certificate, further ones, or none at all. */
export interface CertificateQuestion<C> {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly choices: readonly (C | 'more' | 'none')[]
}

/** So many fit a dialogue of the system beside each other. */
const atOnce = 4

/**
 * Asks which certificate a site may see, so many at a time; `from` is the index of the first. Names the site and, of each
 * certificate, whose it is, who issued it and when it expires: names alone are often the same. Pure.
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

/** The index that comes after those from `from`; the first again after the last. */
export function nextFrom(from: number, count: number): number {
  return from + atOnce < count ? from + atOnce : 0
}

/** Electron tells the site as "host:port". Pure. */
export function siteOf(told: string): string {
  return told
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/:443$/, '')
}
