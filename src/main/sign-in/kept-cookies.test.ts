import type { Cookie, Session } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { KeptCookies } from './kept-cookies.ts'
import { FakeCookies, ofGazelle } from './kept-cookies-fixture.ts'

const inAnHour = () => Date.now() / 1000 + 3600

let secrets: Map<string, string>
let staysSignedIn: boolean
let isClosed: boolean
const vault = {
  get: (name: string) => (isClosed ? null : (secrets.get(name) ?? null)),
  isUnread: (name: string) => isClosed && secrets.has(name),
  set: (name: string, secret: string) => void secrets.set(name, secret),
  forget: (name: string) => void secrets.delete(name),
}

/** As a run of the app: a session that begins with these cookies. */
function run(...found: Cookie[]) {
  const cookies = new FakeCookies()
  for (const cookie of found) cookies.put(cookie)
  const session = { cookies } as unknown as Session
  /** What is known of the cookies at each change of Gazelle's own. */
  const known: (boolean | null)[] = []
  const kept: KeptCookies = new KeptCookies({
    vault,
    staysSignedIn: () => staysSignedIn,
    gazelleUrl: () => 'https://gazelle.example',
    onChange: () => known.push(kept.has(session)),
  })
  return { cookies, kept, session, known }
}

beforeEach(() => {
  vi.useFakeTimers()
  secrets = new Map()
  staysSignedIn = true
  isClosed = false
})
afterEach(() => {
  vi.useRealTimers()
})

describe('KeptCookies', () => {
  it.each([
    ['without an expiry', ofGazelle],
    // A run whose keychain came late has no use of the disk, where Chromium keeps it.
    ['with an expiry', { ...ofGazelle, session: false, expirationDate: 4_000_000_000 }],
  ])('puts a cookie %s back in the next run, as it was', async (_what, cookie) => {
    const first = run()
    await first.kept.ready(first.session)
    first.cookies.put(cookie)
    vi.advanceTimersByTime(2000)
    const next = run()
    expect(await next.kept.ready(next.session)).toBe(true)
    expect([...next.cookies.all.values()]).toEqual([cookie])
  })

  it.each([
    ['what is another site’s', { domain: 'accounts.example' }],
    ['what is of a site below it', { domain: 'www.gazelle.example' }],
    ['what another host of its ending has', { domain: 'example', hostOnly: true }],
  ])('seals nothing of %s', async (_what, other) => {
    const { kept, session, cookies } = run()
    await kept.ready(session)
    cookies.put({ ...ofGazelle, ...other })
    kept.seal()
    vi.advanceTimersByTime(2000)
    expect([...secrets.values()].join()).not.toContain('one')
  })

  it('seals a cookie of the whole domain', async () => {
    const { kept, session, cookies } = run()
    await kept.ready(session)
    const wide = { ...ofGazelle, domain: '.gazelle.example', hostOnly: false }
    cookies.put(wide)
    kept.seal()
    const next = run()
    await next.kept.ready(next.session)
    expect([...next.cookies.all.values()]).toEqual([wide])
  })

  it('tells whether there are cookies of Gazelle, once it knows', async () => {
    const { kept, session, cookies, known } = run()
    expect(kept.has(session)).toBeNull()
    await kept.ready(session)
    expect(kept.has(session)).toBe(false)
    cookies.put({ ...ofGazelle, domain: 'accounts.example' })
    expect(known).toEqual([])
    cookies.put(ofGazelle)
    expect(known).toEqual([true])
    // A page that writes its cookie anew is at no moment without one.
    cookies.put({ ...ofGazelle, value: 'two' })
    expect(known).toEqual([true, true])
    cookies.remove('session')
    expect(known).toEqual([true, true, false])
    cookies.put({ ...ofGazelle, session: false, expirationDate: Date.now() / 1000 + 60 })
    expect(kept.has(session)).toBe(true)
    vi.advanceTimersByTime(60_000)
    expect(kept.has(session)).toBe(false)
    cookies.put(ofGazelle)
    await kept.forget()
    expect(known.at(-1)).toBe(false)
  })

  it('does not call a session empty whose sealed copy cannot be read', async () => {
    const first = run()
    await first.kept.ready(first.session)
    first.cookies.put(ofGazelle)
    first.kept.seal()
    isClosed = true
    const { kept, session } = run()
    await kept.ready(session)
    expect(kept.has(session)).toBeNull()
    isClosed = false
    await kept.ready(session)
    expect(kept.has(session)).toBe(true)
  })

  it('keeps up with what changes, and seals a burst once', async () => {
    const set = vi.spyOn(vault, 'set')
    const { kept, session, cookies } = run()
    await kept.ready(session)
    for (const value of ['one', 'two', 'three']) cookies.put({ ...ofGazelle, value })
    vi.advanceTimersByTime(2000)
    expect(set).toHaveBeenCalledTimes(1)
    cookies.remove('session')
    vi.advanceTimersByTime(2000)
    expect(secrets.size).toBe(0)
    set.mockRestore()
  })

  it('puts back all that a network process took along, but what is over or was signed out', async () => {
    const { kept, session, cookies } = run({ ...ofGazelle, name: 'before' })
    await kept.ready(session)
    cookies.put(ofGazelle)
    cookies.put({ ...ofGazelle, name: 'elsewhere', domain: 'accounts.example' })
    cookies.put({ ...ofGazelle, name: 'lasts', session: false, expirationDate: inAnHour() })
    cookies.put({ ...ofGazelle, name: 'over', session: false, expirationDate: Date.now() / 1000 - 1 })
    cookies.put({ ...ofGazelle, name: 'signed-out' })
    cookies.remove('signed-out')
    cookies.all.clear()
    await kept.putBack()
    expect(cookies.values()).toEqual(['before=one', 'elsewhere=one', 'lasts=one', 'session=one'])
  })

  it('waits for the next network process', async () => {
    const { kept, session, cookies } = run(ofGazelle, { ...ofGazelle, name: 'second' })
    await kept.ready(session)
    cookies.all.clear()
    cookies.silences = 2
    cookies.refusals = 5
    const isBack = kept.putBack()
    await vi.advanceTimersByTimeAsync(5000)
    await isBack
    expect(cookies.values()).toEqual(['second=one', 'session=one'])
  })

  it('does not wait for one that is never taken', async () => {
    const { kept, session, cookies } = run(ofGazelle, { ...ofGazelle, name: 'odd' })
    await kept.ready(session)
    cookies.all.delete('odd')
    cookies.refusals = Number.POSITIVE_INFINITY
    await kept.ready(session)
    expect(cookies.values()).toEqual(['session=one'])
  })

  it('puts what was sealed over what lay on disk meanwhile, but never over what is newer', async () => {
    secrets.set('gazelle-cookies', JSON.stringify([ofGazelle]))
    const { kept, session, cookies } = run({ ...ofGazelle, value: 'of an earlier run' })
    await kept.ready(session)
    expect(cookies.values()).toEqual(['session=one'])
    cookies.put({ ...ofGazelle, value: 'newer' })
    await kept.putBack()
    expect(cookies.values()).toEqual(['session=newer'])
  })

  it('puts nothing back that has expired since it was sealed', async () => {
    const over = { ...ofGazelle, session: false, expirationDate: Date.now() / 1000 - 1 }
    secrets.set('gazelle-cookies', JSON.stringify([over]))
    const { kept, session, cookies } = run()
    await kept.ready(session)
    expect(cookies.values()).toEqual([])
  })

  it('says that something is missing while the vault is closed, and writes over nothing in it', async () => {
    secrets.set('gazelle-cookies', JSON.stringify([ofGazelle]))
    isClosed = true
    const { kept, session, cookies } = run()
    expect(await kept.ready(session)).toBe(false)
    cookies.put({ ...ofGazelle, name: 'consent' })
    vi.advanceTimersByTime(2000)
    kept.seal()
    isClosed = false
    expect(await kept.ready(session)).toBe(true)
    expect(cookies.values()).toEqual(['consent=one', 'session=one'])
    vi.advanceTimersByTime(2000)
    expect(JSON.parse(secrets.get('gazelle-cookies') ?? '')).toHaveLength(2)
  })

  it('takes what a vault brings that opens later, unless somebody has signed in meanwhile', async () => {
    const late = run()
    await late.kept.ready(late.session)
    secrets.set('gazelle-cookies', JSON.stringify([ofGazelle]))
    await late.kept.ready(late.session)
    expect(late.cookies.values()).toEqual(['session=one'])
    late.cookies.put({ ...ofGazelle, value: 'newer' })
    late.cookies.all.clear()
    await late.kept.ready(late.session)
    expect(late.cookies.values()).toEqual(['session=newer'])
  })

  it('forgets every copy', async () => {
    const { kept, session, cookies } = run()
    await kept.ready(session)
    cookies.put(ofGazelle)
    kept.seal()
    await kept.forget()
    expect(secrets.size).toBe(0)
    cookies.all.clear()
    await kept.putBack()
    kept.seal()
    expect(cookies.values()).toEqual([])
    expect(secrets.size).toBe(0)
  })

  it('forgets also what is being put back', async () => {
    const { kept, session, cookies } = run(ofGazelle, { ...ofGazelle, name: 'second' })
    await kept.ready(session)
    cookies.all.clear()
    const isBack = kept.putBack()
    const isForgotten = kept.forget()
    await Promise.all([isBack, isForgotten])
    cookies.all.clear()
    await kept.ready(session)
    expect(cookies.values()).toEqual([])
  })

  it('forgets also what a question from before still brings', async () => {
    const { kept, session, cookies } = run(ofGazelle)
    await kept.ready(session)
    let letGo = () => {}
    cookies.gate = new Promise((resolve) => {
      letGo = resolve
    })
    const isReady = kept.ready(session)
    await vi.advanceTimersByTimeAsync(0)
    // The answer is on its way when all is forgotten.
    const isForgotten = kept.forget()
    cookies.all.clear()
    letGo()
    await Promise.all([isReady, isForgotten])
    await kept.ready(session)
    expect(cookies.values()).toEqual([])
  })

  it('seals nothing for a person who does not stay signed in, and takes nothing from before', async () => {
    secrets.set('gazelle-cookies', JSON.stringify([ofGazelle]))
    staysSignedIn = false
    const { kept, session, cookies } = run()
    await kept.ready(session)
    expect(cookies.values()).toEqual([])
    expect(secrets.size).toBe(0)
    cookies.put(ofGazelle)
    vi.advanceTimersByTime(2000)
    expect(secrets.size).toBe(0)
  })

  it('goes on in memory on a disk that takes nothing, or where the sealed copy cannot be read', async () => {
    secrets.set('gazelle-cookies', 'spoiled')
    const { kept, session, cookies } = run()
    await kept.ready(session)
    const set = vi.spyOn(vault, 'set').mockImplementation(() => {
      throw new Error('ENOSPC')
    })
    cookies.put(ofGazelle)
    vi.advanceTimersByTime(2000)
    cookies.all.clear()
    await kept.putBack()
    expect(cookies.values()).toEqual(['session=one'])
    set.mockRestore()
    cookies.put({ ...ofGazelle, value: 'two' })
    vi.advanceTimersByTime(2000)
    expect([...secrets.values()].join()).toContain('two')
  })
})
