import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeeperState } from '../keeper/state.ts'
import { StoreError } from '../keeper/store-error.ts'
import { ModelStore } from '../keeper/testing.ts'
import { day, dead, hour, ModelChannel, minute, ownMemory, start, tellerOf, well } from './shared-fixture.ts'
import { readShared } from './shared-told.ts'

let row: ModelStore
let channel: ModelChannel
const clock = { time: start, now: () => clock.time }

beforeEach(() => {
  row = new ModelStore()
  channel = new ModelChannel()
  clock.time = start
})

const open = (keeper: string, own = ownMemory(keeper)) => tellerOf(keeper, row, [channel], clock, own, [0, 0])
const later = (milliseconds: number) => {
  clock.time += milliseconds
}
const away = new StoreError('unavailable', 'It is away.')
const outOfReach = () => vi.spyOn(row, 'read').mockRejectedValue(away)
afterEach(() => void vi.restoreAllMocks())

describe('a row that is out of reach', () => {
  const unread: KeeperState = { ...dead, problem: { at: 'store', kind: 'unavailable' }, troubleSince: start }

  it('leaves each keeper to its own memory, which knows what the row said last', async () => {
    const own = ownMemory('one')
    await open('one', own).tell(dead)
    outOfReach()
    for (let hours = 0; hours < 12; hours += 1) {
      // A keeper that starts for each check.
      await open('one', own).tell(dead)
      later(hour)
    }
    expect(channel.kinds).toEqual(['sign-in'])
  })

  it('is not asked where the keeper has just found it so', async () => {
    const read = outOfReach()
    await open('one').tell(unread)
    expect(read).not.toHaveBeenCalled()
    expect(channel.kinds).toEqual(['sign-in'])
  })

  it('is asked again before, if the database was busy', async () => {
    await open('one').tell(dead)
    vi.spyOn(row, 'read').mockRejectedValueOnce(away).mockRejectedValueOnce(away)
    await open('two').tell(dead)
    expect(channel.kinds).toEqual(['sign-in'])
  })

  it('learns afterwards what was told, and that it is solved is told once', async () => {
    const keepers = ['one', 'two', 'three'].map((name) => open(name))
    const trouble: KeeperState = { ...well, problem: { at: 'store', kind: 'unavailable' }, troubleSince: start }
    later(day)
    for (const keeper of keepers) await keeper.tell(trouble)
    // Nobody could tell the others.
    expect(channel.kinds).toEqual(['trouble', 'trouble', 'trouble'])
    later(hour)
    for (const keeper of keepers) await keeper.tell(well)
    for (const keeper of keepers) await keeper.tell(well)
    expect(channel.kinds).toEqual(['trouble', 'trouble', 'trouble', 'solved'])
  })

  it('may refuse to be written: a keeper of which nothing is kept tells once as long as it lives', async () => {
    const swap = vi.spyOn(row, 'swap').mockRejectedValue(new StoreError('write-denied', 'It may not.'))
    const one = open('one')
    for (let hours = 0; hours < 3; hours += 1) {
      await one.tell(dead)
      later(hour)
    }
    expect(channel.kinds).toEqual(['sign-in'])
    expect(swap).toHaveBeenCalled()
  })
})

describe('a keeper that is started for each check', () => {
  it('is silent where nobody could remember that it spoke', async () => {
    vi.spyOn(row, 'read').mockRejectedValue(new StoreError('wrong-key', 'It may not.'))
    for (let calls = 0; calls < 3; calls += 1)
      await open(
        'runner',
        ownMemory('runner', () => false),
      ).tell(dead)
    expect(channel.kinds).toEqual([])
    await open(
      'runner',
      ownMemory('runner', () => true),
    ).tell(dead)
    expect(channel.kinds).toEqual(['sign-in'])
  })

  it('speaks where the row remembers it', async () => {
    for (let calls = 0; calls < 3; calls += 1)
      await open(
        'runner',
        ownMemory('runner', () => false),
      ).tell(dead)
    expect(channel.kinds).toEqual(['sign-in'])
  })
})

describe('the shared row', () => {
  it.each([
    null,
    'text',
    [1, 2],
    { channels: [] },
    { version: 9, channels: { 'slack 00000000': { needs: 'x', attempt: 7, toldAt: 'y' } } },
    {
      channels: { 'slack 00000000': { needs: [null, { subject: 7 }], attempt: { subject: 'a' } } },
      troubles: { one: 'x' },
    },
  ])('may hold what is not understood: %j', async (value) => {
    row.put(value)
    await open('one').tell(dead)
    expect(channel.kinds).toEqual(['sign-in'])
    await open('two').tell(dead)
    expect(channel.kinds).toEqual(['sign-in'])
  })

  it('is not written while there is nothing new', async () => {
    const one = open('one')
    await one.tell(well)
    const { writes } = row
    for (let hours = 0; hours < 48; hours += 1) {
      await one.tell(well)
      later(hour)
    }
    expect(row.writes).toBe(writes)
  })

  it('does not grow beyond twenty destinations', async () => {
    for (let number = 0; number < 40; number += 1) {
      await tellerOf('one', row, [new ModelChannel(`slack ${number}`)], clock).tell(dead)
      later(minute)
    }
    const { channels } = readShared(row.row?.value)
    expect(Object.keys(channels)).toHaveLength(20)
    expect(JSON.stringify(row.row?.value).length).toBeLessThan(10_000)
  })

  it('remembers the company for keepers that Gazelle tells nothing any more', async () => {
    await open('one').tell(well)
    await open('two').tell({ ...dead, account: null })
    expect(channel.messages[0]?.company).toBe('Café Piano')
  })
})
