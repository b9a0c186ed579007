import { describe, expect, it, vi } from 'vitest'
import { nothingTold, type Told } from '../../core/alerts/alert-memory.ts'
import { Observed } from '../../core/base/observed.ts'
import { emptyHistory } from '../../core/keeper/history.ts'
import { type TokenFacts, unknownState } from '../../core/keeper/state.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Fate, Notifications, NotificationText } from './notifications.ts'
import { startNotifier } from './notifier.ts'

const start = Date.UTC(2026, 2, 1, 12)
const minute = 60_000

/** Somebody must sign in: there is no token. */
const needy = {
  language: 'en',
  isConnected: true,
  condition: 'missing',
  signIn: 'closed',
  history: emptyHistory,
  isSignInAttended: false,
  setup: { proxy: null },
  keeper: { ...unknownState, row: 'empty', asksHuman: true, renewsByItself: false, checkedAt: start },
} as unknown as Snapshot

const well = { ...needy, condition: 'valid', keeper: { ...needy.keeper, row: 'token', works: true, asksHuman: false } }
const checking = { ...needy, keeper: { ...needy.keeper, activity: 'checking' } } as Snapshot

const tokenFacts: TokenFacts = {
  fingerprint: '5f3a9c21',
  headerKind: 'bearer',
  issuedAt: start / 1000,
  expiry: { certainty: 'never' },
  renewAt: null,
}

/** A system's notifications whose answers the test gives. */
class ScriptedNotifications implements Notifications {
  readonly asked: { text: NotificationText; answer: (fate: Fate) => void; isWithdrawn: boolean }[] = []
  arrive = () => {}

  show(text: NotificationText, hear: (fate: Fate) => void): () => void {
    const one = { text, answer: (fate: Fate) => one.isWithdrawn || hear(fate), isWithdrawn: false }
    this.asked.push(one)
    return () => {
      one.isWithdrawn = true
    }
  }

  onArrival(listener: () => void): void {
    this.arrive = listener
  }

  get last() {
    const last = this.asked.at(-1)
    if (last === undefined) throw new Error('no notification was asked for')
    return last
  }
}

function startOn(first: Snapshot, activity: { told: Told } = { told: nothingTold }, isPopoverOpen = false) {
  const snapshot = new Observed(first)
  const notifications = new ScriptedNotifications()
  const opened: string[] = []
  const open = (destination: string) => void opened.push(destination)
  startNotifier({
    snapshot,
    activity: { memoryOf: () => activity },
    notifications,
    now: () => start,
    reminds: () => true,
    open,
    isPopoverOpen: () => isPopoverOpen,
  })
  return { snapshot, notifications, activity, opened }
}

describe('a row that nobody looks after', () => {
  const token = { ...tokenFacts, expiry: { certainty: 'stated' as const, at: start / 1000 + 20 * 86_400 } }
  const alone = (unattendedDays: number) => ({ ...well, keeper: { ...well.keeper, token, unattendedDays } }) as Snapshot

  it('is told once, leads to the popover, and is said to be over when somebody is seen again', () => {
    const { snapshot, notifications, opened } = startOn(alone(4))
    expect(notifications.last.text).toMatchObject({ title: 'Nobody looks after the Gazelle token', isUrgent: false })
    expect(notifications.last.text.body).toContain('for 4 days')
    notifications.last.answer('shown')
    snapshot.set(alone(5))
    expect(notifications.asked).toHaveLength(1)
    notifications.last.answer('clicked')
    expect(opened).toEqual(['popover'])
    snapshot.set(alone(0))
    expect(notifications.last.text.title).toBe('All is well again')
  })
})

describe('what the person was told', () => {
  it('is what was shown: not what was asked for, nor what failed', () => {
    const { notifications, activity } = startOn(needy)
    expect(activity.told.needs).toEqual([])
    notifications.last.answer('failed')
    expect(activity.told.needs).toEqual([])
    expect(startOn(needy, activity).notifications.asked).toHaveLength(1)
  })

  it('is told no second time now, and once more at the next start', () => {
    const { snapshot, notifications, activity } = startOn(needy)
    notifications.last.answer('shown')
    snapshot.set({ ...needy })
    expect(notifications.asked).toHaveLength(1)
    const next = startOn(needy, activity)
    next.notifications.last.answer('shown')
    next.snapshot.set({ ...needy })
    expect(next.notifications.asked).toHaveLength(1)
    expect(next.notifications.last.text.isUrgent).toBe(true)
  })

  it('is not shown on top of an open popover, which says the same', async () => {
    const { snapshot, notifications, activity } = startOn(needy, undefined, true)
    await Promise.resolve()
    snapshot.set({ ...needy })
    expect(notifications.asked).toHaveLength(0)
    expect(activity.told.needs).toEqual(['sign-in none over'])
  })

  it('is taken back when Windows says after all that it was not shown', () => {
    const { notifications, activity } = startOn(needy)
    notifications.last.answer('shown')
    notifications.last.answer('failed')
    expect(activity.told.needs).toEqual([])
  })

  it('stays what it is for a row that was chosen meanwhile', () => {
    const { notifications, activity } = startOn(needy)
    const ofAnotherRow: Told = { ...nothingTold, troubleSince: start - minute }
    activity.told = ofAnotherRow
    notifications.last.answer('shown')
    expect(activity.told).toBe(ofAnotherRow)
  })
})

describe('a notification that was not shown', () => {
  it('is asked for once while nobody answers', () => {
    const { snapshot, notifications } = startOn(needy)
    snapshot.set(checking)
    snapshot.set({ ...needy })
    expect(notifications.asked).toHaveLength(1)
    expect(notifications.last.isWithdrawn).toBe(false)
  })

  it('is asked for again when a daemon comes, and not twice of the same', () => {
    const { notifications } = startOn(needy)
    notifications.last.answer('failed')
    notifications.arrive()
    expect(notifications.asked).toHaveLength(2)
    notifications.arrive()
    expect(notifications.asked.map(({ isWithdrawn }) => isWithdrawn)).toEqual([true, true, false])
    notifications.last.answer('shown')
    notifications.arrive()
    expect(notifications.asked).toHaveLength(3)
  })

  it('is asked for again after a quarter of an hour, and no sooner', () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const { snapshot, notifications } = startOn(needy)
      notifications.last.answer('failed')
      vi.advanceTimersByTime(14 * minute)
      snapshot.set({ ...needy })
      expect(notifications.asked).toHaveLength(1)
      vi.advanceTimersByTime(minute)
      snapshot.set({ ...needy })
      expect(notifications.asked).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is taken away once it is true no more, and nothing is said to be solved', () => {
    const { snapshot, notifications } = startOn(needy)
    snapshot.set(well as Snapshot)
    expect(notifications.last.isWithdrawn).toBe(true)
    expect(notifications.asked).toHaveLength(1)
  })
})

describe('a sign-in window', () => {
  const open = { ...needy, signIn: 'waiting' } as Snapshot

  it('that somebody is at says it all', () => {
    expect(startOn({ ...open, isSignInAttended: true }).notifications.asked).toHaveLength(0)
  })

  it('that was left open silences nothing, and its words are not the notification’s', () => {
    const { notifications } = startOn(open)
    expect(notifications.last.text.body).toBe('Sign in to Gazelle once; the rest is automatic.')
  })
})

it('leads where it helps by a click, and reminds tomorrow by its button', () => {
  const { notifications, activity, opened } = startOn(needy)
  notifications.last.answer('shown')
  notifications.last.answer('clicked')
  expect(opened).toEqual(['sign-in'])
  notifications.last.answer('button')
  expect(activity.told.remindAt).toBe(start + 24 * 60 * minute)
})
