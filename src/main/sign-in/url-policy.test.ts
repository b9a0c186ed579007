import { describe, expect, it } from 'vitest'
import { type UrlVerdict, verdictOn } from './url-policy.ts'

const gazelle = new URL('https://gazelleapp.io')

describe('places', () => {
  it.each<[UrlVerdict, string]>([
    ['gazelle', 'https://gazelleapp.io/users/sign_in'],
    ['gazelle', 'https://gazelleapp.io:443/'],
    ['gazelle', 'https://GAZELLEAPP.io/'],
    ['gazelle', 'https://auth.gazelleapp.io/'],
    ['provider', 'https://accounts.google.com/o/oauth2/v2/auth?client_id=1'],
    ['provider', 'https://appleid.apple.com/auth/authorize'],
    ['provider', 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize'],
    ['tenant', 'https://piano-company.okta.com/app/gazelle'],
    ['tenant', 'https://anyone.eu.auth0.com/authorize'],
    ['tenant', 'https://anyone.b2clogin.com/anyone.onmicrosoft.com/oauth2/v2.0/authorize'],
    ['web', 'https://example.com/'],
    ['web', 'https://gazelleapp.io:8443/'],
    ['web', 'https://gazelleapp.io.example.com/'],
    ['web', 'https://notgazelleapp.io/'],
    ['web', 'https://gazelleapp.io@example.com/'],
    ['web', 'https://accounts.google.com.example.com/'],
    ['web', 'https://accounts.google.com:8443/'],
    ['web', 'https://notokta.com/'],
    ['web', 'https://piano-company.okta.com:8443/'],
    ['web', 'https://okta.com/'],
    ['web', 'https://gаzelleapp.io/'], // a Cyrillic а
    ['refused', 'http://gazelleapp.io/'],
    ['refused', 'http://accounts.google.com/'],
    ['refused', 'http://auth.gazelleapp.io/'],
    ['refused', 'file:///etc/hostname'],
    ['refused', 'javascript:alert(1)'],
    ['refused', 'data:text/html,hello'],
    ['refused', 'blob:https://accounts.google.com/7c6e'],
    ['refused', 'mailto:somebody@example.com'],
    ['refused', 'keeper://app/popover.html'],
    ['refused', 'about:blank'],
    ['refused', 'gazelleapp.io'],
    ['refused', ''],
  ])('%s: %s', (place, address) => {
    expect(verdictOn(address, gazelle)).toBe(place)
  })

  it('a Gazelle on this computer, by http: its own port only', () => {
    const sandbox = new URL('http://127.0.0.1:4000')
    expect(verdictOn('http://127.0.0.1:4000/users/sign_in', sandbox)).toBe('gazelle')
    expect(verdictOn('http://127.0.0.1:4001/', sandbox)).toBe('refused')
    expect(verdictOn('http://localhost:4000/', sandbox)).toBe('refused')
  })
})
