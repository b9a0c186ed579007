import type { AlertValues } from '../../core/alerts/alert-fields.ts'

/** The mail server and the recipients as a person types them; empty where nothing is typed. */
export interface TypedEmail {
  readonly to: string
  readonly server: string
  readonly user: string
  readonly password: string
  readonly from: string
}

const fields = ['to', 'server', 'user', 'password', 'from'] as const

/**
 * The values with an email as it was typed. An empty password leaves the present one, as long as it is for the same server and
 * user: it must not go to another server. Pure.
 */
export function withEmail(values: AlertValues, typed: TypedEmail): AlertValues {
  const { server, ...login } = serverOf(typed.server.trim())
  const user = typed.user.trim() || (login.user ?? '')
  const isSame = server === values['email.server'] && user === (values['email.user'] ?? '')
  const password = typed.password || login.password || (isSame && values['email.password']) || ''
  const email = { to: typed.to.trim(), server, user, password, from: typed.from.trim() }
  const others = Object.entries(values).filter(([field]) => !field.startsWith('email.'))
  const given = fields.flatMap((field) => (email[field] === '' ? [] : [[`email.${field}`, email[field]] as const]))
  return Object.fromEntries([...others, ...given])
}

/**
 * The server's address without its user and password, which are kept, and shown, apart. A plain name is completed: 465 is the port
 * that is encrypted from the first byte on.
 */
function serverOf(text: string): { server: string; user?: string; password?: string } {
  if (text === '') return { server: '' }
  const whole = text.includes('://') ? text : `${/:465\/?$/.test(text) ? 'smtps' : 'smtp'}://${text}`
  if (!URL.canParse(whole)) return { server: whole }
  const url = new URL(whole)
  const login = { user: decoded(url.username), password: decoded(url.password) }
  url.username = ''
  url.password = ''
  return { server: url.href.replace(/\/$/, ''), ...login }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
