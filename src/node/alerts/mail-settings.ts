import type { AlertValues } from '../../core/alerts/alert-fields.ts'
import type { MailSettings } from '../mail.ts'
import type { FieldReader } from './field-reader.ts'

/** The usual port of each protocol. */
export const mailPorts: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 }

/** A plain address: no name, no list, nothing that could end up in another header. */
const isAddress = (text: string): boolean => /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(text)

/**
 * The mail server and the recipients that the fields name. The user and the password may stand in the server's address, or
 * in fields of their own, which come first. Throws an `AlertFieldError`.
 */
export function mailSettings(values: AlertValues, { need, check }: FieldReader): MailSettings {
  const to = need('email.to')
    .split(',')
    .map((each) => each.trim())
  check('email.to', to.every(isAddress) ? null : 'not-an-email')
  const server = need('email.server')
  const port = URL.canParse(server) ? mailPorts[new URL(server).protocol] : undefined
  const url = port === undefined ? null : new URL(server)
  check('email.server', url === null || url.hostname === '' || !isDecodable(url) ? 'not-smtp' : null)
  const { hostname = '', protocol = '', username = '', password = '' } = url ?? {}
  const name = values['email.user'] ?? decodeURIComponent(username)
  const given = values['email.password'] ?? decodeURIComponent(password)
  if (name !== '' && given === '') need('email.password')
  if (name === '' && given !== '') need('email.user')
  const from = values['email.from'] ?? (isAddress(name) ? name : need('email.from'))
  check('email.from', isAddress(from) ? null : 'not-an-email')
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
