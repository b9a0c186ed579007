import { Observed } from '../core/base/observed.ts'
import type { Outcome } from '../core/keeper/keeper.ts'
import { fingerprint } from '../core/token/fingerprint.ts'
import { isSigningIn, type SignInPhase } from '../shared/snapshot.ts'
import { nameOfRow } from './connection/connection.ts'
import { storesOf, type WatchedRow } from './connection/stores.ts'
import { CompanyQuestion } from './keeper/company-question.ts'
import { createAppKeeper } from './keeper/create-keeper.ts'
import { CurrentKeeper } from './keeper/current-keeper.ts'
import { KnownLogbook } from './keeper/known-logbook.ts'
import type { Keychain } from './keychain/keychain.ts'
import type { Remembered } from './remembered.ts'
import { OAuthControl } from './setup/oauth.ts'
import { pastedSecrets } from './setup/secret-source.ts'
import { followSignInAttention } from './shell/sign-in-attention.ts'
import { gazelleSession, openGazelleSession, type SessionKeeping } from './sign-in/gazelle-session.ts'
import { KeptCookies } from './sign-in/kept-cookies.ts'
import { SessionKnowledge } from './sign-in/session-knowledge.ts'
import { createWebSession } from './sign-in/web-session.ts'
import { SignInWindow } from './sign-in/window.ts'
import type { Clipboard } from './system/clipboard.ts'
import type { Options } from './system/options.ts'

/** The keeper and the sign-in, which depend on each other. */
export interface KeeperAndSignIn {
  readonly keeper: CurrentKeeper
  /** The row of the keeper that was made last; null until there was one. */
  readonly watchedRow: () => WatchedRow | null
  /** What the logbook tells of that row. */
  readonly logbook: KnownLogbook['told']
  readonly signIn: SignInWindow
  readonly isSignInAttended: Observed<boolean>
  readonly company: CompanyQuestion
  /** The OAuth application's control, which learns at a sign-in whether Gazelle accepts the application. */
  readonly oauth: OAuthControl
  readonly cookies: KeptCookies
  /** Looks whether there are cookies of Gazelle: for what is told of the web session. Never rejects. */
  readonly lookAtSession: () => Promise<void>
}

/**
 * Puts the keeper and the sign-in together: the keeper's visits to Gazelle leave the session to a person who signs in, and a
 * sign-in's token is offered to the keeper. The keeper knows the sign-in only by its `phase`, which the window sets.
 */
export function openKeeperAndSignIn(
  { disk, settings, vault, activity, chosen, words }: Remembered,
  keychain: Keychain,
  clipboard: Clipboard,
  { attentionMilliseconds, patienceMilliseconds }: Options,
): KeeperAndSignIn {
  const { translate } = words
  const gazelleUrl = () => chosen.parts.value.gazelleUrl
  const staysSignedIn = () => settings.get('staysSignedIn')
  const secrets = keychain.sealsCookies ? vault.keeping : 'memory'
  const cookies = new KeptCookies({ vault, staysSignedIn, gazelleUrl, onChange: () => knowledge.look() })
  const knowledge: SessionKnowledge = new SessionKnowledge({
    settings,
    hasCookies: () => cookies.has(gazelleSession({ secrets, staysSignedIn })),
  })
  const sessionKeeping: SessionKeeping = { secrets, staysSignedIn, cookies, knowledge }
  const lookAtSession = async () => {
    if (chosen.connection.value === null) return
    const isFollowed = cookies.has(gazelleSession(sessionKeeping)) !== null
    if (!isFollowed) await cookies.ready(openGazelleSession(sessionKeeping))
    knowledge.look()
  }
  const phase = new Observed<SignInPhase>('closed')
  const isSignInAttended = followSignInAttention(phase, attentionMilliseconds)

  let watchedRow: WatchedRow | null = null
  const logbook = new KnownLogbook(() => keeper.now())
  const keeper: CurrentKeeper = new CurrentKeeper((connection) => {
    const stores = storesOf(connection, vault)
    watchedRow = { name: nameOfRow(connection), alerts: stores.alerts, logbook: stores.logbook }
    const isBusy = () => isSigningIn(phase.value)
    const isForgotten = () => isBusy() && !isSignInAttended.value
    const webSession = createWebSession({
      ...sessionKeeping,
      gazelleUrl: connection.gazelleUrl,
      isBusy,
      isForgotten,
    })
    void lookAtSession()
    return createAppKeeper(connection, stores, vault, webSession, activity, disk, logbook)
  })
  const company = new CompanyQuestion(keeper, translate)
  const oauth = new OAuthControl(chosen, keeper, pastedSecrets(clipboard, vault))
  const signIn = new SignInWindow({
    ...sessionKeeping,
    phase,
    gazelleUrl,
    translate,
    patienceMilliseconds,
    bounds: {
      last: () => settings.get('signInBounds'),
      keep: (bounds) => settings.set('signInBounds', bounds),
    },
    onCredential: (credential) => {
      void keeper
        .offer(credential)
        .then(async (result) => {
          if (result !== null) hear({ fingerprint: fingerprint((await credential).accessToken), result })
          if (result === 'other-company') await company.ask()
        })
        // The window tells why no token came.
        .catch(() => undefined)
      void oauth.hearSignIn(credential)
    },
  })
  const hear = (outcome: Outcome) => {
    signIn.tell(outcome)
    knowledge.tell(outcome)
  }
  keeper.outcomes.subscribe((outcome) => outcome !== null && hear(outcome))
  phase.subscribe(() => {
    const { detail } = signIn
    if (detail?.phase === 'authorization-refused' && detail.why === 'invalid-client') oauth.wasRefused()
  })
  return {
    keeper,
    watchedRow: () => watchedRow,
    logbook: logbook.told,
    signIn,
    isSignInAttended,
    company,
    oauth,
    cookies,
    lookAtSession,
  }
}
