import { describe, expect, it } from 'vitest'
import { unreadBecause } from '../../test/pages/secrets-states.ts'
import { healthy } from '../../test/pages/states.ts'
import { unknownState } from '../core/keeper/state.ts'
import { languageOf, translator } from './catalogue/index.ts'
import type { KeeperState, Snapshot } from './snapshot.ts'
import { checkedText, describeProblem, headline, sentence, timeLeftText, tooltip } from './wording.ts'

const now = Date.UTC(2026, 0, 1)
const day = 24 * 60 * 60 * 1000
const en = translator('en')
const fr = translator('fr')

function snapshot(change: Partial<Snapshot> = {}, keeper: Partial<KeeperState> = {}): Snapshot {
  return {
    ...healthy,
    history: { lives: [], marks: [], renewedAt: null },
    keeper: { ...unknownState, row: 'token', works: true, renewsByItself: true, ...keeper },
    ...change,
  }
}

function tokenUntil(milliseconds: number): Partial<KeeperState> {
  const expiry = { certainty: 'assumed', at: milliseconds / 1000 } as const
  return { token: { fingerprint: '01234567', headerKind: 'bearer', issuedAt: null, expiry, renewAt: null } }
}

describe('another company’s token', () => {
  const ours = { companyId: '1', company: 'Pianos A', userId: null, user: 'Ada' }
  const theirs = { companyId: '2', company: 'Pianos B', userId: null, user: 'Cy' }
  const alive = { ...tokenUntil(now + 20 * day), activity: 'idle' as const }

  it.each<[string, Partial<KeeperState>]>([
    ['in the row', { account: theirs, takenFrom: { account: ours, isHere: true } }],
    ['that waits', { account: ours, unconfirmed: { fingerprint: 'ffffffff', account: theirs } }],
  ])('is never told as "All is well", and both are named: %s', (_, keeper) => {
    for (const t of [en, fr]) {
      const shown = snapshot({}, { ...alive, ...keeper })
      expect(headline(shown, t)).toBe(t('state.other-company'))
      for (const name of ['Pianos A', 'Pianos B']) expect(sentence(shown, t, now)).toContain(name)
    }
  })
})

describe('a row without a token', () => {
  const lives = [{ fingerprint: '01234567', from: now - 9 * day, until: now - day, expiresAt: null }]
  const history = { lives, marks: [], renewedAt: null }

  it('is told apart from one that had a token, whose programs have lost their access', () => {
    const [never, gone] = [snapshot({ condition: 'missing' }), snapshot({ condition: 'missing', history })]
    expect([headline(never, en), sentence(never, en)]).toEqual([en('state.missing'), en('now.missing')])
    expect([headline(gone, en), sentence(gone, en)]).toEqual([en('state.gone'), en('now.refused')])
  })
})

describe('secrets that cannot be read', () => {
  const unread = unreadBecause('locked')

  it('are told in place of a setup that was never begun', () => {
    expect(headline(snapshot({ isConnected: false, unread }), en)).toBe('Saved secrets cannot be read')
    const words = sentence(snapshot({ isConnected: false, unread }), en)
    expect(words).toContain('the system keychain is locked')
    expect(words).toContain('the OAuth application’s secret, the Supabase key and sign-in, tokens kept in reserve')
    expect(headline(snapshot({ isConnected: false }), en)).toBe('Not set up yet')
  })

  it('are not listed where they are gone', () => {
    const lost = unreadBecause('lost')
    expect(sentence(snapshot({ isConnected: false, unread: lost }), en)).not.toContain('Affected')
  })
})

describe('time left', () => {
  it.each([
    [30 * day - 5000, '30 days left', '30 jours restants'],
    [29.4 * day, '29 days left', '29 jours restants'],
    [day, '1 day left', '1 jour restant'],
    [day - 1, '23 hours left', '23 heures restantes'],
    [90 * 60_000, '1 hour left', '1 heure restante'],
    [60_000, 'Less than an hour left', 'Moins d’une heure restante'],
    [0, 'Expired', 'Expiré'],
    [-day, 'Expired', 'Expiré'],
  ])('%d ms: %s / %s', (left, english, french) => {
    const at = snapshot({}, tokenUntil(now + left))
    expect(timeLeftText(at, en, now)).toBe(english)
    expect(timeLeftText(at, fr, now)).toBe(french)
  })

  it('is nothing without a token', () => {
    expect(timeLeftText(snapshot(), en, now)).toBeNull()
  })

  it('is nothing for a token that Gazelle rejects, whatever its date', () => {
    const token = tokenUntil(now + 30 * day)
    expect(timeLeftText(snapshot({ condition: 'refused' }, { ...token, works: false }), en, now)).toBeNull()
  })
})

describe('tooltip', () => {
  it('names the app, the state and the days', () => {
    expect(tooltip(snapshot({}, tokenUntil(now + 30 * day)), en, now)).toBe('Gazelle Keeper: All is well, 30 days left')
  })

  it('does not count the days of a token that Gazelle refuses', () => {
    const refused = snapshot({ condition: 'refused' }, { ...tokenUntil(now + 30 * day), works: false })
    expect(tooltip(refused, en, now)).toBe('Gazelle Keeper: Gazelle rejects the token')
  })
})

describe('headline', () => {
  it.each([
    ['store', 'unavailable', 'No connection right now'],
    ['gazelle', 'unavailable', 'No connection right now'],
    ['gazelle', 'rate-limited', 'Cannot check right now'],
    ['gazelle', 'unexpected-answer', 'Cannot check right now'],
  ] as const)('does not call an answer no connection: %s, %s', (at, kind, words) => {
    const problem = { at, kind, retryAfterSeconds: null } as KeeperState['problem']
    expect(headline(snapshot({}, { problem }), en)).toBe(words)
  })

  it.each(['write-denied', 'trigger-refuses', 'column-in-the-way', 'function-missing'] as const)(
    'does not say that a token cannot be checked where it cannot be saved: %s',
    (kind) => {
      const blocked = snapshot({ condition: 'blocked' }, { problem: { at: 'store', kind } })
      expect(headline(blocked, en)).toBe('The token cannot be saved')
      expect(headline(blocked, fr)).toBe('Impossible d’enregistrer le jeton')
    },
  )

  it('tells a database that is read-only for now as what it hinders', () => {
    const problem = { at: 'store', kind: 'read-only' } as const
    expect(headline(snapshot({}, { problem }), en)).toBe('The token cannot be saved')
    expect(headline(snapshot({ condition: 'blocked' }, { problem: { at: 'store', kind: 'wrong-key' } }), en)).toBe(
      'The token cannot be checked',
    )
  })

  it('says of a token that Gazelle knows, and whose user it denies access, that access is denied', () => {
    const problem = { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null } as const
    const denied = snapshot({ condition: 'refused' }, { problem, works: false, isForbidden: true })
    expect(headline(denied, en)).toBe('Gazelle denies access')
    const dead = snapshot({ condition: 'refused' }, { works: false })
    expect(headline(dead, en)).toBe('Gazelle rejects the token')
  })
})

describe('sentence', () => {
  it('tells the most urgent thing: sign-in, then what is being done, then what went wrong', () => {
    const problem = { at: 'store', kind: 'wrong-key' } as const
    const all = snapshot({ signIn: 'waiting', condition: 'blocked' }, { problem, activity: 'checking' })
    expect(sentence(all, en)).toBe(en('sign-in.waiting'))
    const closed: Snapshot = { ...all, signIn: 'closed' }
    expect(sentence({ ...closed, keeper: { ...all.keeper, activity: 'saving' } }, en)).toBe(en('now.saving'))
    expect(sentence(closed, en)).toBe(en('problem.supabase.wrong-key'))
  })

  it('says when the token was renewed and when it will be, in the words of each language', () => {
    const token = { ...tokenUntil(now + 24 * day).token, renewAt: (now + 14 * day) / 1000 } as KeeperState['token']
    const history = { lives: [], marks: [], renewedAt: now - 6 * day }
    const renewed = snapshot({ history }, { token })
    expect(sentence(renewed, en, now)).toMatch(
      /^Renewed automatically on December\s\d+. Next renewal around January\s\d+.$/,
    )
    expect(sentence({ ...renewed, language: 'fr' }, fr, now)).toMatch(
      /^Renouvelé automatiquement le \d+\sdécembre. Prochain renouvellement vers le \d+\sjanvier.$/,
    )
    expect(sentence(snapshot({}, { token }), en, now)).toMatch(/Next automatic renewal around January.\d+\./)
    expect(sentence(snapshot({ history }, { token, renewsByItself: false }), en, now)).toMatch(/before January.\d+/)
  })

  it('tells of a token that was put back, for three days', () => {
    const restored = (at: number) =>
      snapshot(
        { history: { lives: [], marks: [{ what: 'restored', at }], renewedAt: null } },
        tokenUntil(now + 24 * day),
      )
    expect(sentence(restored(now - 2 * day), en, now)).toMatch(/was put back/)
    expect(sentence(restored(now - 4 * day), en, now)).not.toMatch(/was put back/)
  })

  it('does not ask for what goes by itself', () => {
    const due = (renewsByItself: boolean) =>
      snapshot({ condition: 'expiring' }, { ...tokenUntil(now + 5 * day), renewsByItself })
    expect(headline(due(true), en)).toBe('Renewal due')
    expect(sentence(due(true), en, now)).toMatch(/fetched automatically before/)
    expect(headline(due(false), en)).toBe('The token expires soon')
    expect(sentence(due(false), en, now)).toMatch(/Sign in to Gazelle when convenient/)
  })

  it('says how far the clock is off, and which way', () => {
    const wrong = (minutes: number) =>
      snapshot({}, { ...tokenUntil(now + 24 * day), clockErrorMilliseconds: minutes * 60_000 })
    expect(headline(wrong(12), en)).toBe('This computer’s clock is wrong')
    expect(sentence(wrong(12), en, now)).toMatch(/12 minutes fast/)
    expect(sentence(wrong(-12), en, now)).toMatch(/12 minutes slow/)
  })

  it('promises once to try again, where that is what it does', () => {
    const about = (problem: KeeperState['problem']) => sentence(snapshot({}, { problem }), en)
    const unavailable = { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null } as const
    expect(about(unavailable)).toBe('Gazelle cannot be reached. Gazelle Keeper will try again automatically.')
    expect(sentence(snapshot({}, { problem: unavailable }), fr)).toBe(
      'Impossible de joindre Gazelle. Gazelle Keeper réessaiera automatiquement.',
    )
    expect(describeProblem(unavailable, en)).toBe('Gazelle cannot be reached.')
    expect(about({ at: 'store', kind: 'wrong-key' })).not.toContain('again')
    expect(about({ at: 'oauth', kind: 'invalid-grant', retryAfterSeconds: null })).not.toContain('again')
  })

  it('says that a held token is safe, whatever stands in the way', () => {
    const problem = { at: 'store', kind: 'unavailable' } as const
    const held = snapshot({ condition: 'held' }, { problem, held: { fingerprint: '01234567' } })
    expect(sentence(held, en)).toMatch(/is stored on this computer\. Supabase cannot be reached\./)
  })

  it('says whose certificate is wrong and how', () => {
    const detail = { phase: 'certificate', host: 'gazelleapp.io', flaw: 'wrong-name' } as const
    const wrong = snapshot({ signIn: 'certificate', signInDetail: detail })
    expect(sentence(wrong, en)).toMatch(/gazelleapp\.io.*belongs to another address/)
    expect(sentence(wrong, fr)).toMatch(/gazelleapp\.io.*celui d’une autre adresse/)
  })

  it('repeats the provider’s own words as they are', () => {
    const words = '{x} <b>it’s</b> refused'
    const detail = { phase: 'authorization-refused', why: 'refused', words } as const
    const refused = snapshot({ signIn: 'authorization-refused', signInDetail: detail })
    expect(sentence(refused, en)).toMatch(/Reload to try again\. Gazelle says:/)
    expect(sentence(refused, en)).toContain(words)
  })

  it('names the field of the row that is not understood', () => {
    const row = snapshot({ condition: 'blocked' }, { problem: { at: 'row', field: 'expires_in' } })
    expect(sentence(row, fr)).toContain('«\u00a0expires_in\u00a0»')
  })
})

describe('language', () => {
  it.each([
    ['fr-CA', 'fr'],
    ['fr', 'fr'],
    ['en-US', 'en'],
    ['fr_CA.UTF-8', 'fr'],
    ['FR', 'fr'],
    ['frr', 'en'],
    ['zxx', 'en'],
    ['C', 'en'],
    ['', 'en'],
  ])('%s: %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language)
  })
})

describe('the last look', () => {
  it.each([
    [{ activity: 'checking' }, /^Checking…$/],
    [{ checkedAt: null }, /^Not checked yet$/],
    [{ checkedAt: now - 5000 }, /^Checked just now$/],
    [{ checkedAt: now - day / 2 }, /^Checked at \d+:\d\d/],
    [{ checkedAt: now - 3 * day }, /^Checked on December/],
  ] as const)('%o: %s', (keeper, text) => {
    expect(checkedText(snapshot({}, keeper), en, now)).toMatch(text)
  })
})
