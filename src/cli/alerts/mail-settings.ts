import type { MailSettings } from '../../node/mail.ts'
import type { AlertVariables } from '../configuration/alert-variables.ts'
import type { AlertReader } from './alert-reader.ts'

const ports: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 }

/** A plain address: no name, no list, nothing that could end up in another header. */
const isAddress = (text: string): boolean => /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(text)

/**
 * The mail server and the recipients that the variables name. The user and the password may stand in the server's address, or
 * in variables of their own, which come first. Throws a `ConfigurationError`.
 */
export function mailSettings(variables: AlertVariables, { need, check }: AlertReader): MailSettings {
  const to = need('GAZELLE_ALERT_EMAIL_TO')
    .split(',')
    .map((each) => each.trim())
  check('GAZELLE_ALERT_EMAIL_TO', to.every(isAddress) ? null : 'not-an-email')
  const server = need('GAZELLE_ALERT_SMTP_URL')
  const port = URL.canParse(server) ? ports[new URL(server).protocol] : undefined
  const url = port === undefined ? null : new URL(server)
  check('GAZELLE_ALERT_SMTP_URL', url === null || url.hostname === '' || !isDecodable(url) ? 'not-smtp' : null)
  const { hostname = '', protocol = '', username = '', password = '' } = url ?? {}

  const name = variables.GAZELLE_ALERT_SMTP_USER ?? decodeURIComponent(username)
  const given = variables.GAZELLE_ALERT_SMTP_PASSWORD ?? decodeURIComponent(password)
  if (name !== '' && given === '') need('GAZELLE_ALERT_SMTP_PASSWORD')
  if (name === '' && given !== '') need('GAZELLE_ALERT_SMTP_USER')
  const from = variables.GAZELLE_ALERT_EMAIL_FROM ?? (isAddress(name) ? name : need('GAZELLE_ALERT_EMAIL_FROM'))
  check('GAZELLE_ALERT_EMAIL_FROM', isAddress(from) ? null : 'not-an-email')
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(url?.port) || (port ?? 0),
    isSecure: protocol === 'smtps:',
    user: name === '' ? null : { name, password: given },
    from: `Gazelle Keeper <${from}>`,
    to,
  }
}

/** Whether the user and the password in an address can be read. */
function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}
