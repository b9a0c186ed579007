import { describe, expect, it } from 'vitest'
import { Tenants } from './tenants.ts'

const gazelle = 'https://gazelleapp.io'
const tenant = 'https://piano-company.okta.com/app/gazelle'
const other = 'https://evil.okta.com/app/gazelle'
const google = 'https://accounts.google.com/o/saml2'

const tenants = () => new Tenants(new URL(gazelle))

describe('a tenant may take Gazelle’s place', () => {
  it('where Gazelle’s page leads to it, and then again, whoever leads', () => {
    const way = tenants()
    expect(way.lead(gazelle, tenant)).toBe(true)
    way.begin(tenant)
    expect(way.lead('https://piano-company.okta.com', `${tenant}/second-step`)).toBe(true)
    expect(way.lead(null, tenant)).toBe(true)
    expect(way.lead('https://piano-company.okta.com', other)).toBe(false)
  })

  it('where Gazelle’s server leads to it, on a way that began at Gazelle', () => {
    const loaded = tenants()
    loaded.begin(`${gazelle}/`)
    expect(loaded.redirect(`${gazelle}/users/sign_in`)).toBe(true)
    expect(loaded.redirect(tenant)).toBe(true)
    const led = tenants()
    led.begin(`${gazelle}/sso`)
    expect(led.lead(gazelle, `${gazelle}/sso`)).toBe(true)
    expect(led.redirect(tenant)).toBe(true)
  })
})

describe('a tenant may not take Gazelle’s place', () => {
  it.each([
    ['another site', 'https://evil.example'],
    ['a provider', 'https://accounts.google.com'],
    ['another tenant', 'https://evil.okta.com'],
    ['a document of nobody’s', 'null'],
    ['a page that is gone', null],
  ])('where %s leads to it', (_, origin) => {
    const way = tenants()
    way.begin(other)
    expect(way.lead(origin, other)).toBe(false)
    // Through Gazelle's server, too: whoever leads there chooses what it leads on to.
    way.begin(`${gazelle}/sso`)
    expect(way.lead(origin, `${gazelle}/sso?to=evil`)).toBe(true)
    expect(way.redirect(other)).toBe(false)
  })

  it('where a provider or a tenant leads on to it by a redirect', () => {
    for (const between of [google, tenant]) {
      const way = tenants()
      way.begin(`${gazelle}/sso`)
      expect(way.redirect(between)).toBe(true)
      expect(way.redirect(other)).toBe(false)
    }
  })
})

it('Gazelle and the known providers may always be there, other places never', () => {
  const way = tenants()
  for (const origin of [gazelle, null, 'https://evil.example']) {
    expect(way.lead(origin, google)).toBe(true)
    expect(way.lead(origin, `${gazelle}/`)).toBe(true)
    expect(way.lead(origin, 'https://example.com/')).toBe(false)
    expect(way.lead(origin, 'keeper://app/popover.html')).toBe(false)
  }
})
