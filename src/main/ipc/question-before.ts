import type { Step } from '../../shared/next-step.ts'
import type { Preferences } from '../../shared/setup.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Question, Subject } from './question.ts'

type Known = Pick<Snapshot, 'setup' | 'keeper' | 'isConnected' | 'isSandbox' | 'unread'> & {
  /** Whether there are tokens that Gazelle would revoke for the OAuth application. */
  readonly canRevoke: boolean
}

/**
 * Gives the question before main carries out a page's step that replaces what is set up, hands it to another place, or forgets
 * it. Null for a first setup, which replaces nothing, and for a step that the same switch takes back. What a project's URL or key
 * replaces is known only once it has been read (`supabase.ts`).
 */
export function questionBefore(step: Step, known: Known): Question | null {
  const { setup, keeper, isConnected, isSandbox, unread, canRevoke } = known
  const { supabase, oauth, proxy, paste, alerts } = setup
  const project = hostOf(supabase.url)
  const gazelle = hostOf(setup.gazelleUrl)
  // What cannot be read cannot be put back.
  const isUndoable = unread === null
  const application = oauth.clientId ?? oauth.redirectUri ?? '–'
  switch (typeof step === 'string' ? step : step.do) {
    case 'supabase.sign-out':
      return { ...ask('sign-out', { user: supabase.email ?? '–', project }), isUndoable }
    case 'supabase.forget':
      // A held token is in no row: this computer has the only copy.
      if (isSandbox || supabase.url === null) return null
      return {
        about: keeper.held ? 'forget-unsaved' : 'forget',
        names: { project },
        isUndoable,
        ...(canRevoke && { option: 'revoke' }),
      }
    case 'sign-in.forget':
      return { ...ask('session', { gazelle }), isUndoable }
    case 'oauth.paste-secret':
      return oauth.hasSecret ? ask('secret', { application, gazelle }) : null
    case 'oauth.forget':
      return { ...ask('application-forget', { application, gazelle }), isUndoable }
    case 'proxy.forget':
      if (proxy === null) return null
      return { ...ask('proxy-forget', { proxy: proxy.host, user: proxy.user ?? '–' }), isUndoable: false }
    case 'paste.save': {
      const isReplaced = keeper.token !== null && keeper.works !== false
      if (paste?.state !== 'found' || !isReplaced) return null
      return ask('token', { project, row: supabase.rowKey, from: keeper.token.fingerprint, to: paste.fingerprint })
    }
    case 'updates.install': {
      const { found, isReady } = setup.updates
      return found !== null && isReady ? ask('update', { version: found.version }) : null
    }
    case 'command-line.allow':
      return isConnected && !setup.commandLine.isAllowed ? ask('command-line', { project }) : null
  }
  if (typeof step === 'string') return null
  switch (step.do) {
    case 'prefer':
      return beforePreferring(step.change, setup.preferences, gazelle)
    case 'finish-setup':
      // The first time, the switch beside the button is the question.
      return setup.isLoginOffered ? beforePreferring(step, setup.preferences, gazelle) : null
    case 'own-data.remove': {
      // A held token is in no row: this computer has the only copy.
      const profile = keeper.held ? 'own-data-unsaved' : 'own-data-profile'
      return ask(step.what.includes('profile') ? profile : 'own-data', {})
    }
    case 'supabase.names': {
      const [from, to] = [`${supabase.table}, ${supabase.rowKey}`, `${step.table}, ${step.rowKey}`]
      return isConnected && from !== to ? ask('row', { project, from, to }) : null
    }
    case 'supabase.sign-in':
    case 'supabase.verify-code': {
      const [from, to] = [supabase.email, step.email.trim()]
      return from !== null && from !== to ? ask('user', { project, from, to }) : null
    }
    case 'oauth.set': {
      const isReplaced = (was: string | null, is: string) => was !== null && was !== is.trim()
      if (!isReplaced(oauth.clientId, step.clientId) && !isReplaced(oauth.redirectUri, step.redirectUri)) return null
      const [from, to] = [
        `${oauth.clientId ?? '–'}, ${oauth.redirectUri ?? '–'}`,
        `${step.clientId.trim() || '–'}, ${step.redirectUri.trim() || '–'}`,
      ]
      return ask('application', { gazelle, from, to })
    }
    case 'alerts.email': {
      const { email, targets } = alerts
      const placeOf = ({ to, server }: Pick<typeof email, 'to' | 'server'>) => `${to.trim()}, ${server.trim()}`
      const [from, to] = [placeOf(email), placeOf(step)]
      return targets.email.given.length === 0 || from === to ? null : ask('alerts-email', { from, to })
    }
    case 'alerts.forget': {
      const { given, host } = alerts.targets[step.target]
      if (given.length === 0) return null
      const place = step.target === 'email' ? alerts.email.to : (host ?? '–')
      return { ...ask('alerts-forget', { place }), isUndoable }
    }
    case 'proxy.set':
      // A password that the proxy rejects is no loss.
      return proxy?.hasPassword && !proxy.isRefused
        ? ask('proxy', { proxy: step.host, from: proxy.user ?? '–', to: step.user.trim() })
        : null
    default:
      return null
  }
}

function beforePreferring(
  change: Pick<Partial<Preferences>, 'startsAtLogin' | 'staysSignedIn'>,
  now: Preferences,
  gazelle: string,
): Question | null {
  if (change.startsAtLogin === true && !now.startsAtLogin) return ask('login', {})
  return change.staysSignedIn === false && now.staysSignedIn
    ? { ...ask('session', { gazelle }), isUndoable: false }
    : null
}

function ask(about: Subject, names: Readonly<Record<string, string>>): { about: Subject; names: typeof names } {
  return { about, names }
}

/** The host of a URL; any other text as it is; a dash for null. */
export function hostOf(url: string | null): string {
  return url === null ? '–' : URL.canParse(url) ? new URL(url).host : url
}
