import { describe, expect, it } from 'vitest'
import type { OfferResult } from '../../core/keeper/keeper.ts'
import { fingerprint } from '../../core/token/fingerprint.ts'
import { SessionKnowledge } from './session-knowledge.ts'

/** A run of the app, with what the run before it has kept, and a session with cookies or without. */
function run({ gaveToken = false, hasCookies = null as boolean | null } = {}) {
  const now = { gaveToken, hasCookies }
  const knowledge = new SessionKnowledge({
    hasCookies: () => now.hasCookies,
    settings: {
      get: () => now.gaveToken,
      set: (_name, value) => {
        now.gaveToken = value
      },
    },
  })
  const told: boolean[] = []
  knowledge.isPromising.subscribe((isPromising) => told.push(isPromising))
  const setCookies = (hasCookies: boolean | null) => {
    now.hasCookies = hasCookies
    knowledge.look()
  }
  return { knowledge, now, told, setCookies, isPromising: () => knowledge.isPromising.value }
}

const token = 'g'.repeat(60)
const ended = (result: OfferResult, of = token) => ({ fingerprint: fingerprint(of), result })

describe('SessionKnowledge', () => {
  it('promises nothing for cookies alone, as after an upgrade', () => {
    const { setCookies, isPromising } = run()
    setCookies(true)
    expect(isPromising()).toBe(false)
  })

  it('promises once a page has used a token, and as long as there are cookies', () => {
    const { knowledge, setCookies, isPromising, told } = run()
    setCookies(true)
    knowledge.brought({ accessToken: token })
    expect(isPromising()).toBe(true)
    setCookies(false)
    expect(isPromising()).toBe(false)
    expect(told).toEqual([true, false])
  })

  it('promises nothing for a token that no cookie outlives', () => {
    const { knowledge, setCookies, isPromising } = run()
    setCookies(false)
    knowledge.brought({ accessToken: token })
    expect(isPromising()).toBe(false)
  })

  it('remembers its word across a restart, and promises nothing before it has seen the cookies', () => {
    const { setCookies, isPromising } = run({ gaveToken: true })
    expect(isPromising()).toBe(false)
    setCookies(null)
    expect(isPromising()).toBe(false)
    setCookies(true)
    expect(isPromising()).toBe(true)
  })

  it('takes the cookies of a page that is opened later for nobody’s, where the session was gone', () => {
    const { setCookies, isPromising } = run({ gaveToken: true })
    setCookies(false)
    setCookies(true)
    expect(isPromising()).toBe(false)
  })

  it('ends its promise the moment that nobody is signed in, for the next run too', () => {
    const { knowledge, now, isPromising } = run({ gaveToken: true, hasCookies: true })
    knowledge.look()
    expect(isPromising()).toBe(true)
    knowledge.signedOut()
    expect(isPromising()).toBe(false)
    expect(now.gaveToken).toBe(false)
  })

  it.each(['refused', 'forbidden', 'other-company', 'declined'] as const)('ends it where its token is %s', (result) => {
    const { knowledge, isPromising } = run({ hasCookies: true })
    knowledge.brought({ accessToken: token })
    knowledge.tell(ended(result))
    expect(isPromising()).toBe(false)
  })

  it('keeps it where its token serves the row, or waits, or is wanted after all', () => {
    const { knowledge, isPromising } = run({ hasCookies: true })
    knowledge.brought({ accessToken: token })
    for (const result of ['held', 'saved', 'unchanged', 'outlived'] as const) {
      knowledge.tell(ended(result))
      expect(isPromising()).toBe(true)
    }
    knowledge.tell(ended('other-company'))
    expect(isPromising()).toBe(false)
    knowledge.tell(ended('saved'))
    expect(isPromising()).toBe(true)
  })

  it('learns nothing from the outcome of a token from elsewhere', () => {
    const { knowledge, isPromising } = run({ hasCookies: true })
    knowledge.tell(ended('saved', 'p'.repeat(60)))
    expect(isPromising()).toBe(false)
    knowledge.brought({ accessToken: token })
    knowledge.tell(ended('refused', 'p'.repeat(60)))
    expect(isPromising()).toBe(true)
  })
})
