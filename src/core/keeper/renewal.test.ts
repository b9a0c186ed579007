import { describe, expect, it } from 'vitest'
import { GrantError, type GrantErrorKind } from '../gazelle/grant-errors.ts'
import { jsonValueOf } from '../token/json-text.ts'
import type { TokenRecord } from '../token/record.ts'
import { memoryJournal } from './journal.ts'
import { KeeperStatus } from './keeper-status.ts'
import type { Beginning, Lease } from './lease.ts'
import type { Store } from './ports.ts'
import { renewByRefresh } from './renewal.ts'
import { RowOwner } from './row-owner.ts'
import { readRow } from './row-reading.ts'
import { RowView } from './row-view.ts'
import { StoreError } from './store-error.ts'
import { TokenJournal } from './token-journal.ts'
import { silentServerClock, TrustedClock } from './trusted-clock.ts'

const value = { access_token: 'a'.repeat(60), refresh_token: 'r'.repeat(43), expires_in: 2_592_000, created_at: 1 }
const record: TokenRecord = {
  accessToken: value.access_token,
  refreshToken: value.refresh_token,
  headerKind: 'bearer',
  issuedAt: 1,
  expiry: { certainty: 'assumed', at: 2_592_001 },
  value,
  unread: [],
}

/** Tools that write down, in order, what is done with them. */
async function setUp(
  options: {
    held?: boolean
    row?: object
    refuse?: GrantErrorKind
    sleepsBeforeSpending?: boolean
    cannotSave?: boolean
    isEarly?: boolean
    rehearse?: Store['rehearse']
    /** How the request ends that does more at once. */
    begin?: () => Promise<Beginning | null>
  } = {},
) {
  const done: string[] = []
  const clock = { time: 0, now: () => clock.time }
  const trustedClock = new TrustedClock(clock, silentServerClock)
  const written = memoryJournal()
  const journal = new TokenJournal(
    {
      read: written.read,
      write: async (content) => {
        done.push(`journal: ${content.spending === null ? 'nothing' : 'one'} spending, ${content.held.length} held`)
        if (options.sleepsBeforeSpending) clock.time += 1e9
        await written.write(content)
      },
    },
    () => undefined,
  )
  await journal.load()
  const row = new RowView(
    {
      owner: new RowOwner(journal, () => undefined),
      gazelle: { probe: () => Promise.reject(new Error('not asked here')) },
      pause: async () => undefined,
      store: {
        read: async () => {
          done.push('read')
          return { value: { ...value, ...options.row }, updatedAt: null }
        },
        swap: async () => ({ won: false }),
        ...(options.rehearse === undefined ? {} : { rehearse: options.rehearse }),
      },
    },
    trustedClock,
    new KeeperStatus(trustedClock, {}),
  )
  const { begin } = options
  const lease: Lease = {
    take: async () => ({ taken: options.held !== true, until: 60_000 }),
    ...(begin && {
      takeBy: () => {
        done.push('begin')
        return begin()
      },
    }),
    release: async () => void done.push('release'),
  }
  const grants = {
    refresh: async () => {
      done.push('spend')
      if (options.refuse !== undefined) throw new GrantError(options.refuse, 'No.')
      return {
        accessToken: 'b'.repeat(60),
        headerKind: 'bearer' as const,
        refreshToken: 's'.repeat(43),
        issuedAt: 2,
        lifeSeconds: 2_592_000,
        source: 'oauth' as const,
      }
    },
  }
  const renew = () =>
    renewByRefresh(
      record,
      begin ? readRow({ value, updatedAt: null }, 1) : null,
      {
        grants,
        lease,
        journal,
        row,
        clock: trustedClock,
        leaseClock: clock,
        isDue: () => options.isEarly !== true,
        onIssue: () => done.push('issued'),
      },
      async () => {
        done.push('finish')
        if (options.cannotSave) throw new StoreError('unavailable', 'away')
      },
    )
  return { done, journal, renew }
}

describe('renewing by refresh token', () => {
  it('writes down before it spends and before it saves, and gives the lease back last', async () => {
    const { done, renew, journal } = await setUp()
    expect(await renew()).toMatchObject({ issued: { supersedes: { accessToken: value.access_token } } })
    expect(done).toEqual([
      'read',
      'journal: one spending, 0 held',
      'spend',
      'issued',
      'journal: nothing spending, 1 held',
      'finish',
      'release',
    ])
    expect(journal.held).toHaveLength(1)
  })

  it('keeps the lease while the new token could not be saved: its refresh token is spent in the row', async () => {
    const { done, renew, journal } = await setUp({ cannotSave: true })
    await expect(renew()).rejects.toMatchObject({ kind: 'unavailable' })
    expect(done.at(-1)).toBe('finish')
    expect(journal.held).toHaveLength(1)
  })

  it('spends nothing while somebody else holds the lease', async () => {
    const { done, renew } = await setUp({ held: true })
    expect(await renew()).toEqual({ busy: 60_000 })
    expect(done).toEqual([])
  })

  it('spends nothing when the lease’s answers have told that it is not time yet', async () => {
    const { done, renew } = await setUp({ isEarly: true })
    expect(await renew()).toBe('changed')
    expect(done).toEqual(['read', 'release'])
  })

  it('spends nothing when the row has been renewed meanwhile', async () => {
    const { done, renew } = await setUp({ row: { refresh_token: 'x'.repeat(43) } })
    expect(await renew()).toBe('changed')
    expect(done).toEqual(['read', 'release'])
  })

  it('spends nothing where a new token could not be saved', async () => {
    const denied = new StoreError('write-denied', 'No.')
    const { done, renew, journal } = await setUp({ rehearse: () => Promise.reject(denied) })
    await expect(renew()).rejects.toBe(denied)
    expect(done).toEqual(['read', 'release'])
    expect(journal.spending).toBeNull()
  })

  it('rehearses with a pair of the same form that is none', async () => {
    const rehearsed: unknown[] = []
    const { done, renew } = await setUp({
      rehearse: async (row, json) => {
        rehearsed.push(row?.value, jsonValueOf(json))
        return rehearsed.length > 2 ? 'would-win' : 'would-lose'
      },
    })
    expect(await renew()).toBe('changed')
    expect(done).toEqual(['read', 'release'])
    expect(rehearsed).toEqual([
      value,
      { ...value, access_token: `${'a'.repeat(59)}A`, refresh_token: `${'r'.repeat(42)}A`, created_at: 0 },
    ])
    expect(await renew()).toMatchObject({ issued: {} })
  })

  it('neither reads nor rehearses where the request that takes the lease has done it', async () => {
    const rehearse = () => Promise.reject(new Error('not asked here'))
    const row = { value, updatedAt: 'then' }
    const { done, renew } = await setUp({ rehearse, begin: async () => ({ taken: true, until: 60_000, row }) })
    expect(await renew()).toMatchObject({ issued: { supersedes: { writtenAt: 'then' } } })
    expect(done.slice(0, 3)).toEqual(['begin', 'journal: one spending, 0 held', 'spend'])
    expect(done).not.toContain('read')
  })

  it.each<[string, Beginning, unknown]>([
    ['the row has changed', 'changed', 'changed'],
    ['somebody else holds the lease', { taken: false, until: 7, row: null }, { busy: 7 }],
    ['the lease is over by then', { taken: true, until: 0, row: { value, updatedAt: null } }, 'changed'],
    ['the row holds another token', { taken: true, until: 60_000, row: { value: {}, updatedAt: null } }, 'changed'],
  ])('spends nothing where that request tells that %s', async (_, begun, ended) => {
    const { done, renew, journal } = await setUp({ begin: async () => begun })
    expect(await renew()).toEqual(ended)
    expect(done).not.toContain('spend')
    expect(journal.spending).toBeNull()
  })

  it('goes on step by step where that request cannot be made, or its answer was lost', async () => {
    const lost = () => Promise.reject(new StoreError('unavailable', 'lost'))
    for (const begin of [async () => null, lost]) {
      const { done, renew } = await setUp({ begin })
      expect(await renew()).toMatchObject({ issued: {} })
      expect(done.slice(0, 2)).toEqual(['begin', 'read'])
    }
    const { done, renew } = await setUp({ begin: () => Promise.reject(new StoreError('trigger-refuses', 'no')) })
    await expect(renew()).rejects.toMatchObject({ kind: 'trigger-refuses' })
    expect(done).toEqual(['begin'])
  })

  it('spends nothing when the computer slept until the lease was over', async () => {
    const { done, renew, journal } = await setUp({ sleepsBeforeSpending: true })
    expect(await renew()).toBe('changed')
    expect(done).not.toContain('spend')
    expect(journal.spending).toBeNull()
  })

  it.each([
    ['invalid-grant', 'spent'],
    ['invalid-client', 'refused'],
  ] as const)('%s: %s, and the note is cleared', async (refuse, outcome) => {
    const { renew, journal } = await setUp({ refuse })
    expect(await renew()).toBe(outcome)
    expect(journal.spending).toBeNull()
  })

  it('keeps the note of a refresh token whose answer was lost, and gives the lease back', async () => {
    const { done, renew, journal } = await setUp({ refuse: 'answer-lost' })
    await expect(renew()).rejects.toMatchObject({ kind: 'answer-lost' })
    expect(journal.spending).toMatchObject({ refreshToken: value.refresh_token })
    expect(done.at(-1)).toBe('release')
  })

  it('clears the note of one that was surely not spent', async () => {
    const { renew, journal } = await setUp({ refuse: 'not-sent' })
    await expect(renew()).rejects.toMatchObject({ kind: 'not-sent' })
    expect(journal.spending).toBeNull()
  })
})
