import { describe, expect, it } from 'vitest'
import { diskTroubleIn } from '../core/base/disk-trouble.ts'
import { emptyJournal, type Journal, type JournalContent } from '../core/keeper/journal.ts'
import type { TokenStore } from '../core/keeper/ports.ts'
import { problemOf } from '../core/keeper/problem.ts'
import { overRehearsal } from './over-rehearsal.ts'

const spending: JournalContent = { ...emptyJournal, spending: { refreshToken: 'r', accessToken: 'a' } }

function open(outcome: 'would-win' | 'would-lose' | 'unknown' | Error | null, begin?: TokenStore['begin']) {
  let now = 0
  const disk = { isFull: true, written: [] as JournalContent[] }
  const journal: Journal = {
    read: async () => emptyJournal,
    write: async (content) => {
      if (disk.isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      disk.written.push(content)
    },
  }
  const store: TokenStore = {
    read: async () => null,
    swap: async () => ({ won: false }),
    ...(begin && { begin }),
    ...(outcome !== null && {
      rehearse: async () => {
        if (outcome instanceof Error) throw outcome
        return outcome
      },
    }),
  }
  const over = overRehearsal(journal, store, () => now)
  const rehearse = () => over.store.rehearse?.(null, null).catch(() => undefined)
  const write = (content: JournalContent) =>
    over.journal.write(content).then(
      () => 'written',
      (error) => diskTroubleIn(problemOf(error)),
    )
  const sleep = (milliseconds: number) => {
    now += milliseconds
  }
  return { ...over, disk, rehearse, write, sleep }
}

describe('on a disk that is full', () => {
  it.each(['would-win', 'unknown'] as const)('a renewal goes on where its save was rehearsed: %s', async (outcome) => {
    const { rehearse, write } = open(outcome)
    await rehearse()
    expect(await write(spending)).toBe('written')
    // One rehearsal is good for one grant.
    expect(await write(spending)).toBe('full')
  })

  it.each([['would-lose' as const], [new Error('no')], [null]])('it does not where it was not: %s', async (outcome) => {
    const { rehearse, write } = open(outcome)
    await rehearse()
    expect(await write(spending)).toBe('full')
  })

  it('the request that begins a renewal is a rehearsal where it has begun', async () => {
    const claim = { from: { value: null, updatedAt: null }, to: { holder: 'h', until: 0 } }
    const row = { value: null, updatedAt: null }
    for (const [begun, outcome] of [
      [{ isBegun: true, row, lease: row }, 'written'],
      [{ isBegun: false, lease: row }, 'full'],
      [{ isBegun: false, lease: null }, 'full'],
      [null, 'full'],
    ] as const) {
      const { store, write } = open('would-win', async () => begun)
      expect(await store.begin?.(row, null, claim)).toBe(begun)
      expect(await write(spending)).toBe(outcome)
    }
  })

  it('it does not without a rehearsal, nor after one that is a minute old', async () => {
    const { rehearse, write, sleep } = open('would-win')
    expect(await write(spending)).toBe('full')
    await rehearse()
    sleep(60_000)
    expect(await write(spending)).toBe('full')
  })

  it('what is held is never taken for written', async () => {
    const { rehearse, write } = open('would-win')
    await rehearse()
    expect(await write(emptyJournal)).toBe('full')
  })
})

it('on any other the journal is written, and the rehearsal used up', async () => {
  const { rehearse, write, disk } = open('would-win')
  disk.isFull = false
  await rehearse()
  expect(await write(spending)).toBe('written')
  expect(disk.written).toEqual([spending])
  disk.isFull = true
  expect(await write(spending)).toBe('full')
})

it('a store without a rehearsal stays one', () => {
  expect(open(null).store.rehearse).toBeUndefined()
})
