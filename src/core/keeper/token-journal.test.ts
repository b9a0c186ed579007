import { describe, expect, it } from 'vitest'
import { fingerprint } from '../token/fingerprint.ts'
import { emptyJournal, type Held, memoryJournal } from './journal.ts'
import { readRow } from './row-reading.ts'
import { StoreError } from './store-error.ts'
import { captured, day, inSeconds, old, rowOf, start } from './testing.ts'
import { TokenJournal } from './token-journal.ts'

const tokens = (count: number) => Array.from({ length: count }, (_none, index) => captured(`token-${index}`))

describe('tokens that Gazelle rejects', () => {
  it('keep their places when they are rejected once more, and push out no other', async () => {
    const journal = new TokenJournal(memoryJournal(), () => undefined)
    await journal.load()
    for (const token of tokens(20)) journal.refused(token, start)
    for (const token of tokens(10)) journal.refused(token, start + 1)
    expect(journal.fallbacks.map(({ accessToken }) => accessToken)).toEqual(
      tokens(20).map(({ accessToken }) => accessToken),
    )
    expect(journal.fallbacks.map(({ refusedAt }) => refusedAt)).toEqual([
      ...Array(10).fill(start + 1),
      ...Array(10).fill(start),
    ])
  })

  it('stay for a week when Gazelle accepts another: it may have rejected everything until a moment before', async () => {
    const journal = new TokenJournal(memoryJournal(), () => undefined)
    await journal.load()
    for (const token of tokens(8)) journal.refused(token, start)
    const { record } = readRow({ value: rowOf(old), updatedAt: null }, inSeconds)
    if (record === null) throw new Error('The row is understood.')
    const left = (now: number) => {
      journal.accepted(record, now)
      return journal.fallbacks.map(({ accessToken }) => accessToken)
    }
    expect(left(start + 6 * day)).toEqual([old, ...tokens(8).map(({ accessToken }) => accessToken)])
    expect(left(start + 7 * day)).toEqual([old])
  })

  it('give way to newer ones, those first that were rejected first', async () => {
    const journal = new TokenJournal(memoryJournal(), () => undefined)
    await journal.load()
    for (const token of tokens(22)) journal.refused(token, start)
    expect(journal.fallbacks).toHaveLength(20)
    expect(journal.fallbacks[0]?.accessToken).toBe('token-2')
  })
})

describe('a refresh token whose successor is in the row', () => {
  const issued = (refreshToken: string | null): Held => ({
    credential: { ...captured('issued'), refreshToken },
    supersedes: { accessToken: old, refreshToken: 'spent', writtenAt: null },
    foundAt: start,
  })
  const spentAfter = async (held: Held, inRow: boolean) => {
    const journal = new TokenJournal(memoryJournal(), () => undefined)
    await journal.load()
    await journal.hold(held)
    journal.letGo(held.credential, inRow)
    return journal.renewalMemory.spent
  }

  it('is not spent again, whoever puts it back', async () => {
    expect(await spentAfter(issued('next'), true)).toEqual([fingerprint('spent')])
  })

  it('may be spent again where the successor is not saved, or the server goes on with the same one', async () => {
    expect(await spentAfter(issued('next'), false)).toEqual([])
    expect(await spentAfter(issued('spent'), true)).toEqual([])
    expect(await spentAfter(issued(null), true)).toEqual([])
  })
})

describe('a journal that cannot be read', () => {
  const held = (token: string) => ({ credential: captured(token), supersedes: null, foundAt: start })
  const heldIn = (journal: TokenJournal) => journal.held.map(({ credential }) => credential.accessToken)

  it('for now, is read again: what came by meanwhile is added to it', async () => {
    const kept = { ...memoryJournal(), isThere: false }
    await kept.write({ ...emptyJournal, held: [held('earlier')] })
    const { read } = kept
    kept.read = async () => {
      if (!kept.isThere) throw new StoreError('unavailable', 'away')
      return read()
    }
    const journal = new TokenJournal(kept, () => undefined)
    await expect(journal.load()).rejects.toThrow(StoreError)
    await journal.receive(held('meanwhile'))
    await journal.hold(held('meanwhile'))
    kept.isThere = true
    await kept.write({ ...emptyJournal, held: [held('earlier')] })
    await journal.load()
    expect(heldIn(journal)).toEqual(['earlier', 'meanwhile'])
  })

  it('any more, counts as empty', async () => {
    const broken = { ...memoryJournal(), read: () => Promise.reject(new Error('not whole')) }
    const journal = new TokenJournal(broken, () => undefined)
    await journal.load()
    expect(heldIn(journal)).toEqual([])
  })
})
