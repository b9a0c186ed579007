import type { Cookie, Session } from 'electron'
import { expect, it } from 'vitest'
import { KeptCookies } from './kept-cookies.ts'
import { FakeCookies, ofGazelle } from './kept-cookies-fixture.ts'

const secrets = new Map<string, string>()

/** As a run of the app. */
function run() {
  const cookies = new FakeCookies()
  const kept = new KeptCookies({
    vault: {
      get: (name) => secrets.get(name) ?? null,
      isUnread: () => false,
      set: (name, secret) => void secrets.set(name, secret),
      forget: (name) => void secrets.delete(name),
    },
    staysSignedIn: () => true,
    gazelleUrl: () => 'https://gazelle.example',
  })
  return { cookies, kept, session: { cookies } as unknown as Session }
}

it('puts a copy back after it was forgotten, also in the next run', async () => {
  const other: Cookie = { ...ofGazelle, name: 'other', domain: 'accounts.example' }
  const { kept, session, cookies } = run()
  await kept.ready(session)
  cookies.put(ofGazelle)
  cookies.put(other)
  const copy = await kept.copyOf(session)
  await kept.forget()
  cookies.all.clear()
  expect(secrets.size).toBe(0)
  await kept.restore(session, copy)
  expect([...cookies.all.values()]).toEqual([ofGazelle, other])
  expect(kept.has(session)).toBe(true)
  const next = run()
  await next.kept.ready(next.session)
  expect([...next.cookies.all.values()]).toEqual([ofGazelle])
})
