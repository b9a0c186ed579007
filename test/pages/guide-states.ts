import type { SignInPhase, Snapshot } from '../../src/shared/snapshot.ts'
import { healthy } from './states.ts'

const host = 'accounts.google.com'

/** The guide bar in every phase that it is seen in, one picture for each. */
export const guideStates: Readonly<Record<Exclude<SignInPhase, 'closed' | 'cancelled'>, Snapshot>> = {
  'by-link': at('by-link'),
  loading: at('loading'),
  waiting: at('waiting'),
  'password-refused': at('password-refused'),
  'at-provider': at('at-provider', { phase: 'at-provider', host }),
  'browser-refused': at('browser-refused', { phase: 'browser-refused', host }),
  'in-browser': at('in-browser'),
  passkey: at('passkey', { phase: 'passkey', host }),
  captcha: at('captcha', { phase: 'captcha', host: 'gazelleapp.io' }),
  'led-away': at('led-away'),
  'in-circles': at('in-circles'),
  blank: at('blank'),
  'not-gazelle': at('not-gazelle'),
  quiet: at('quiet'),
  unreachable: at('unreachable'),
  certificate: at('certificate', { phase: 'certificate', host: 'gazelleapp.io', flaw: 'unknown-issuer' }),
  'proxy-auth': at('proxy-auth', { phase: 'proxy-auth', host: 'proxy.pianos-tremblay.ca:3128' }),
  'authorization-refused': at('authorization-refused', {
    phase: 'authorization-refused',
    why: 'refused',
    words: 'The resource owner denied the request.',
  }),
  'token-refused': at('token-refused'),
  'other-company': at('other-company'),
  working: at('working'),
  held: at('held'),
  done: at('done'),
}

function at(signIn: SignInPhase, signInDetail: Snapshot['signInDetail'] = null): Snapshot {
  return { ...healthy, signIn, signInDetail }
}
