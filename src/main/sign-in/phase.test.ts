import { describe, expect, it } from 'vitest'
import type { SignInPhase } from '../../shared/snapshot.ts'
import { nextPhase, type SignInEvent } from './phase.ts'

function phaseAfter(...events: SignInEvent[]): SignInPhase {
  return events.reduce(nextPhase, 'closed')
}

const ofThePage: SignInEvent[] = [
  'shown',
  'failed',
  'at-provider',
  'returned',
  'certificate',
  'proxy-auth',
  'password-refused',
  'led-away',
  'in-circles',
  'blank',
  'painted',
  'not-gazelle',
  'patience-over',
]

describe('the phases of a sign-in', () => {
  it.each<[string, SignInEvent[], SignInPhase]>([
    ['a good one', ['load', 'shown', 'shown', 'taken', { offer: 'saved' }], 'done'],
    ['a good one, closed', ['load', 'shown', 'taken', { offer: 'saved' }, 'closed'], 'closed'],
    ['already signed in', ['load', 'taken', 'shown', { offer: 'unchanged' }], 'done'],
    ['a wrong password', ['load', 'shown', 'password-refused'], 'password-refused'],
    ['a wrong password, then the right one', ['load', 'shown', 'password-refused', 'shown', 'taken'], 'working'],
    ['closed midway', ['load', 'shown', 'closed'], 'cancelled'],
    ['closed while the token is at work', ['load', 'shown', 'taken', 'closed'], 'closed'],
    ['Gazelle down', ['load', 'failed'], 'unreachable'],
    ['Gazelle back', ['load', 'failed', 'load', 'shown'], 'waiting'],
    ['nothing comes', ['load', 'shown', 'patience-over'], 'quiet'],
    ['something comes after all', ['load', 'shown', 'patience-over', 'taken', { offer: 'saved' }], 'done'],
    ['held', ['load', 'shown', 'taken', { offer: 'held' }], 'held'],
    ['held, then refused', ['load', 'shown', 'taken', { offer: 'held' }, { offer: 'refused' }], 'token-refused'],
    ['refused, and the page loads on', ['load', 'taken', { offer: 'refused' }, 'shown'], 'token-refused'],
    [
      'another company’s, and the page loads on',
      ['load', 'taken', { offer: 'other-company' }, 'shown'],
      'other-company',
    ],
    ['another company’s, and wanted', ['load', 'taken', { offer: 'other-company' }, { offer: 'saved' }], 'done'],
    ['another company’s, and not wanted', ['load', 'taken', { offer: 'declined' }], 'other-company'],
    ['another company’s, closed', ['load', 'taken', { offer: 'other-company' }, 'closed'], 'closed'],
    ['led away', ['load', 'led-away'], 'led-away'],
    ['through a provider’s page', ['load', 'shown', 'at-provider', 'shown', 'taken', { offer: 'saved' }], 'done'],
    ['a provider’s window, closed again', ['load', 'shown', 'at-provider', 'returned'], 'waiting'],
    ['a provider’s window that closes after what it was for', ['load', 'at-provider', 'taken', 'returned'], 'working'],
    ['a provider that is slow', ['load', 'at-provider', 'patience-over', 'returned'], 'quiet'],
    ['a provider that turns the window away', ['load', 'at-provider', 'browser-refused'], 'browser-refused'],
    ['turned away, and back at Gazelle', ['load', 'at-provider', 'browser-refused', 'load', 'shown'], 'waiting'],
    [
      'turned away, and on in the browser',
      ['load', 'at-provider', 'browser-refused', 'load', 'in-browser'],
      'in-browser',
    ],
    [
      'in the browser, whatever the empty page does',
      ['load', 'in-browser', 'blank', 'failed', 'patience-over', 'returned', 'led-away'],
      'in-browser',
    ],
    ['in the browser, and back', ['load', 'in-browser', 'taken'], 'working'],
    ['in the browser, and denied', ['load', 'in-browser', 'authorization-refused'], 'authorization-refused'],
    ['from the browser back to the window', ['load', 'in-browser', 'load'], 'loading'],
    ['in the browser, given up', ['load', 'in-browser', 'closed'], 'cancelled'],
    ['turned away in a pop-up, closed', ['load', 'shown', 'at-provider', 'browser-refused', 'returned'], 'waiting'],
    ['a passkey that is waited for', ['load', 'shown', 'passkey'], 'passkey'],
    ['a passkey that came', ['load', 'shown', 'passkey', 'passkey-over'], 'waiting'],
    ['a passkey that came, and a token', ['load', 'shown', 'passkey', 'taken', 'passkey-over'], 'working'],
    ['a check for people', ['load', 'shown', 'captcha'], 'captcha'],
    ['a check in the place of Gazelle’s page', ['load', 'failed', 'captcha'], 'captcha'],
    ['a check that is passed', ['load', 'failed', 'captcha', 'shown'], 'waiting'],
    [
      'a wrong password, on a page with a check',
      ['load', 'shown', 'captcha', 'password-refused', 'captcha'],
      'password-refused',
    ],
    ['a wrong certificate', ['load', 'certificate', 'failed'], 'certificate'],
    ['a certificate that was mended', ['load', 'certificate', 'failed', 'load', 'shown'], 'waiting'],
    ['a proxy that wants a password', ['load', 'proxy-auth', 'failed'], 'proxy-auth'],
    ['an empty page', ['load', 'blank'], 'blank'],
    ['an empty page that fills', ['load', 'shown', 'blank', 'painted'], 'waiting'],
    ['a provider’s empty window, closed', ['load', 'shown', 'at-provider', 'blank', 'returned'], 'waiting'],
    ['an empty page, and why', ['load', 'certificate', 'failed', 'blank'], 'certificate'],
    ['painted, and a wrong password', ['load', 'shown', 'password-refused', 'painted'], 'password-refused'],
    ['somebody else’s page', ['load', 'shown', 'not-gazelle'], 'not-gazelle'],
    ['in circles, by the server', ['load', 'in-circles', 'failed'], 'in-circles'],
    ['in circles, and empty', ['load', 'in-circles', 'blank'], 'in-circles'],
    ['out of the circle', ['load', 'in-circles', 'load', 'shown'], 'waiting'],
    ['by a link, whatever the empty page does', ['by-link', ...ofThePage, 'taken', 'by-link'], 'by-link'],
    ['by a link, begun', ['by-link', 'load', 'shown'], 'waiting'],
    ['by a link, closed', ['by-link', 'closed'], 'closed'],
    ['an authorisation', ['load', 'shown', 'taken', { offer: 'saved' }], 'done'],
    ['an authorisation that is refused', ['load', 'shown', 'taken', 'authorization-refused'], 'authorization-refused'],
    ['refused, and Gazelle shows a page', ['load', 'taken', 'authorization-refused', 'shown'], 'authorization-refused'],
    ['refused, then given', ['load', 'taken', 'authorization-refused', 'load', 'shown', 'taken'], 'working'],
  ])('%s', (_, events, phase) => {
    expect(phaseAfter(...events)).toBe(phase)
  })

  it('what comes after the end changes nothing but the closing', () => {
    const late: SignInEvent[] = ['load', ...ofThePage, 'authorization-refused', 'taken']
    const done: SignInEvent[] = ['load', 'shown', 'taken', { offer: 'saved' }]
    expect(phaseAfter(...done, ...late, { offer: 'refused' })).toBe('done')
    expect(phaseAfter(...done, ...late, { offer: 'refused' }, 'closed')).toBe('closed')
  })

  it.each(ofThePage)('while a token is at work, "%s" is no news', (event) => {
    expect(phaseAfter('load', 'shown', 'taken', event)).toBe('working')
    expect(phaseAfter('load', 'shown', 'taken', { offer: 'held' }, event)).toBe('held')
  })
})
