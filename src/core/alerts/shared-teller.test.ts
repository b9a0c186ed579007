import { beforeEach, describe, expect, it } from 'vitest'
import type { KeeperState } from '../keeper/state.ts'
import { ModelStore } from '../keeper/testing.ts'
import {
  blocked,
  broken,
  day,
  dead,
  fine,
  hour,
  ModelChannel,
  minute,
  ownMemory,
  replaced,
  start,
  tellerOf,
  well,
} from './shared-fixture.ts'
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

describe('five keepers of a row', () => {
  const names = ['one', 'two', 'three', 'four', 'five']

  it('tell an alert once, though all of them see it at the same time', async () => {
    const tellings = await Promise.all(names.map((name) => open(name).tell(dead)))
    expect(channel.messages).toMatchObject([{ kind: 'sign-in', isUrgent: true, title: 'Café Piano: sign-in' }])
    expect(tellings.flatMap((each) => each.tellings)).toMatchObject([{ alert: { kind: 'sign-in' }, delivery: fine }])
  })

  it('tell it again each day, once, and that it is solved, once', async () => {
    const keepers = names.map((name) => open(name))
    for (let hours = 0; hours < 72; hours += 1) {
      for (const keeper of keepers) await keeper.tell(dead)
      later(hour)
    }
    expect(channel.kinds).toEqual(['sign-in', 'sign-in', 'sign-in'])
    await Promise.all(keepers.map((keeper) => keeper.tell(replaced)))
    await Promise.all(keepers.map((keeper) => keeper.tell(replaced)))
    expect(channel.kinds).toEqual(['sign-in', 'sign-in', 'sign-in', 'solved'])
  })

  it('tell once that nobody looks after the row, and at once that somebody does again', async () => {
    const keepers = names.map((name) => open(name))
    const alone = { ...well, renewsByItself: false }
    for (let hours = 0; hours < 48; hours += 6) {
      for (const keeper of keepers) await keeper.tell({ ...alone, unattendedDays: 3 + Math.floor(hours / 24) })
      later(6 * hour)
    }
    // A check whose heartbeat was lost knows nothing of it.
    await open('one').tell({ ...alone, unattendedDays: null })
    expect(channel.kinds).toEqual(['unattended'])
    // The others have seen it a moment ago, and sleep now: the one that renews knows better.
    await open('six').tell(well)
    expect(channel.kinds).toEqual(['unattended', 'solved'])
    await Promise.all(keepers.map((keeper) => keeper.tell({ ...alone, unattendedDays: 0 })))
    expect(channel.kinds).toEqual(['unattended', 'solved'])
  })

  it('tell the days that are left, once each: 7, 3 and 1', async () => {
    const keepers = names.map((name) => open(name))
    const lonely = { ...well, renewsByItself: false }
    for (let hours = 0; hours < 30 * 24; hours += 6) {
      for (const keeper of keepers) await keeper.tell(lonely)
      later(6 * hour)
    }
    expect(channel.messages.map(({ at }) => (start + 30 * day - at) / day)).toEqual([7, 3, 1])
  })

  it('leave nothing to tell if the one that claimed it dies: another does, once the claim has run out', async () => {
    channel.answer = () => new Promise(() => undefined)
    void open('one').tell(dead)
    await expect.poll(() => channel.messages.length).toBe(1)
    channel.answer = () => fine
    const two = open('two')
    expect((await two.tell(dead)).againAt).toBe(start + 2 * minute)
    later(2 * minute)
    await two.tell(dead)
    expect(channel.messages).toHaveLength(2)
    // A receiver that has both recognizes the second.
    expect(channel.messages[1]?.id).toBe(channel.messages[0]?.id)
  })
})

describe('a keeper that sees what another does not', () => {
  it('is not contradicted: no storm of alerts and of words that all is well', async () => {
    const [one, two] = [open('one'), open('two')]
    for (let quarters = 0; quarters < 20 * 4; quarters += 1) {
      await one.tell(blocked)
      await two.tell(well)
      later(15 * minute)
    }
    expect(channel.kinds).toEqual(['blocked'])
    await one.tell(well)
    expect(channel.kinds).toEqual(['blocked', 'solved'])
  })

  it('is waited for by the others, once they have noted that they see it, too', async () => {
    const [one, two] = [open('one'), open('two')]
    await one.tell(blocked)
    await two.tell(blocked)
    await one.tell(well)
    expect(channel.kinds).toEqual(['blocked'])
    await two.tell(well)
    expect(channel.kinds).toEqual(['blocked', 'solved'])
  })

  it('counts no longer after two days of silence', async () => {
    const [one, two] = [open('one'), open('two')]
    await one.tell(blocked)
    later(2 * day - 1)
    await two.tell(well)
    expect(channel.kinds).toEqual(['blocked'])
    later(1)
    await two.tell(well)
    expect(channel.kinds).toEqual(['blocked', 'solved'])
  })

  it('need not be waited for where the row holds another token, which works', async () => {
    await open('one').tell(dead)
    await open('two').tell(replaced)
    expect(channel.kinds).toEqual(['sign-in', 'solved'])
  })
})

describe('a channel that fails', () => {
  it('is tried again after pauses that double from a minute to an hour, by whichever keeper comes first', async () => {
    channel.answer = () => broken
    const keepers = [open('one'), open('two')]
    for (let minutes = 0; minutes <= 5 * 60; minutes += 1) {
      for (const keeper of keepers) await keeper.tell(dead)
      later(minute)
    }
    const minutes = channel.messages.map(({ at }) => (at - start) / minute)
    expect(minutes).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243])
    expect(new Set(channel.messages.map(({ id }) => id)).size).toBe(1)
    channel.answer = () => fine
    later(hour)
    await keepers[0]?.tell(dead)
    await keepers[1]?.tell(dead)
    expect(channel.messages).toHaveLength(minutes.length + 1)
  })

  it('is left alone as long as its server asks', async () => {
    channel.answer = () => ({ ...broken, retryAfterSeconds: 600 })
    const { againAt } = await open('one').tell(dead)
    expect(againAt).toBe(start + 10 * minute)
  })

  it('does not hold up another channel, which is told once', async () => {
    const other = new ModelChannel('slack 11111111')
    channel.answer = () => broken
    const teller = tellerOf('one', row, [channel, other], clock)
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await teller.tell(dead)
      later(minute)
    }
    expect(other.messages).toHaveLength(1)
    expect(channel.messages).toHaveLength(4)
  })

  it('is not told what has been solved meanwhile', async () => {
    channel.answer = () => broken
    const one = open('one')
    await one.tell(dead)
    channel.answer = () => fine
    later(hour)
    await one.tell(replaced)
    later(hour)
    await one.tell(replaced)
    expect(channel.kinds).toEqual(['sign-in'])
    expect(readShared(row.row?.value).channels[channel.name]).toMatchObject({ needs: [], attempt: null })
  })

  it('may even throw', async () => {
    channel.answer = () => {
      throw new TypeError('a mistake')
    }
    const { tellings } = await open('one').tell(dead)
    expect(tellings).toMatchObject([{ delivery: { isDelivered: false, code: 'TypeError' } }])
  })
})

describe('trouble that passes', () => {
  it('is told after a day also by a keeper that starts for each check', async () => {
    const own = ownMemory('one')
    for (let hours = 0; hours <= 25; hours += 1) {
      const trouble: KeeperState = {
        ...well,
        problem: { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null },
        troubleSince: clock.time,
      }
      await open('one', own).tell(trouble)
      later(hour)
    }
    expect(channel.messages.map(({ kind, at }) => [kind, (at - start) / hour])).toEqual([['trouble', 24]])
  })
})

it('nothing is said of a state that proves nothing', async () => {
  await open('one').tell({ ...dead, checkedAt: null })
  await open('one').tell({ ...dead, activity: 'renewing' })
  expect([channel.messages, row.row]).toEqual([[], null])
})

describe('a row that somebody else writes', () => {
  const token = (fingerprint: string): KeeperState => ({ ...dead, token: dead.token && { ...dead.token, fingerprint } })

  it('makes no flood of alerts: each check finds another dead token, and then one that works', async () => {
    const keeper = open('one')
    const writer = (hours: number) => token(hours.toString(16).padStart(8, '0'))
    for (let hours = 0; hours < 48; hours += 0.25) {
      await keeper.tell(hours % 1 === 0.75 ? well : writer(hours))
      later(hour / 4)
    }
    // Six as they come, and then one in four hours.
    expect(channel.messages.length).toBeGreaterThan(12)
    expect(channel.messages.length).toBeLessThanOrEqual(6 + 12)
    // What counts now is still told.
    later(4 * hour)
    await keeper.tell(token('ffffffff'))
    expect(channel.kinds.at(-1)).toBe('sign-in')
  })

  it.each([
    ['a claim without an end', { claimedUntil: 9e15, notBefore: 0 }],
    ['a rest without an end', { claimedUntil: 0, notBefore: 9e15 }],
  ])('silences nobody by %s', async (_, times) => {
    const subject = 'sign-in aaaaaaaa over'
    const attempt = { subject, id: crypto.randomUUID(), failures: 1, ...times }
    row.put({ version: 1, channels: { [channel.name]: { needs: [], attempt } } })
    await open('one').tell(dead)
    expect(channel.kinds).toEqual(['sign-in'])
  })

  it('puts nothing in a header, and no link in a title', async () => {
    const attempt = {
      subject: 'sign-in aaaaaaaa over',
      id: 'x\r\nBcc: all@strangers.example',
      claimedUntil: 0,
      notBefore: 0,
    }
    row.put({
      version: 1,
      company: 'Pay at https://strangers.example/now',
      channels: { [channel.name]: { needs: [], attempt: { ...attempt, failures: 0 } } },
    })
    await open('one').tell({ ...dead, account: null })
    expect(channel.messages).toHaveLength(1)
    expect(channel.messages[0]?.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(channel.messages[0]?.title).toContain('Pay at')
    expect(channel.messages[0]?.title).not.toContain('strangers.example/')
  })
})

it('what has arrived is written down, though the time of the check ran out meanwhile', async () => {
  const stop = new AbortController()
  const slow = new ModelChannel('email 00000000')
  slow.answer = () => {
    stop.abort()
    return broken
  }
  const tell = () => tellerOf('one', row, [channel, slow], clock, ownMemory('one'), []).tell(dead, stop.signal)
  expect((await tell()).tellings).toMatchObject([{ channel: { name: channel.name }, delivery: fine }])
  later(hour)
  await tellerOf('two', row, [channel], clock).tell(dead)
  expect(channel.kinds).toEqual(['sign-in'])
})
