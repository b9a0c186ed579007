import { describe, expect, it } from 'vitest'
import { GazelleError } from '../gazelle/errors.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { CredentialSource } from '../token/sources.ts'
import { emptyJournal } from './journal.ts'
import { Keeper } from './keeper.ts'
import { emptyRenewalMemory } from './renewal-memory.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp, start, webSessionOf } from './testing.ts'

/** What the keeper expects of a credential because of its source; see `token/sources.ts`. */
describe('a token of unknown age that Gazelle rejects at first', () => {
  it.each<[CredentialSource, string, number]>([
    ['web-session', 'saved', 3],
    ['oauth', 'saved', 3],
    ['clipboard', 'refused', 1],
    ['row', 'refused', 1],
  ])('may have been issued just now: from %s it is %s after %i questions', async (source, result, questions) => {
    const { store, gazelle, keeper } = setUp()
    store.put(null)
    gazelle.accepted.set(fresh, 'bearer')
    const accept = gazelle.probe.bind(gazelle)
    let asked = 0
    gazelle.probe = (credential) =>
      ++asked < 3 ? Promise.reject(new GazelleError('unauthorized', 'Not known yet.')) : accept(credential)
    const offered = await keeper.offer({ ...captured(fresh), source })
    expect([offered, asked]).toEqual([result, questions])
  })
})

describe('a held token that died while it waited', () => {
  it.each<[CredentialSource, boolean]>([
    ['web-session', true],
    ['oauth', false],
    ['clipboard', false],
    ['row', false],
  ])('may have a successor in the web session: of %s %s', async (source, isSucceeded) => {
    const { store, gazelle, journal, clock, others } = setUp()
    store.put(rowOf(old, inSeconds - 86_400))
    gazelle.accepted.set(other, 'bearer')
    const held = { credential: { ...captured(fresh), source }, supersedes: null, foundAt: start - day / 24 }
    // The web session has had its turn a minute ago, in vain.
    const triedWebSession = { for: `${fingerprint(old)} dead`, at: start - 60_000 }
    await journal.write({ ...emptyJournal, held: [held], ways: { ...emptyRenewalMemory, triedWebSession } })
    const webSession = webSessionOf(async () => captured(other))
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock, webSession })
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: isSucceeded ? other : old })
    expect(keeper.state.value).toMatchObject({ works: isSucceeded, asksHuman: !isSucceeded })
  })
})
