import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { unpackHandover } from '../../node/handover.ts'
import { KeychainError, type KeychainTrouble } from '../../node/keychain.ts'
import type { AppConnection } from '../connection/connection.ts'
import { CommandLineControl } from './command-line.ts'

const connectionTo = (supabaseUrl: string, isSandbox = false): AppConnection => ({
  isSandbox,
  gazelleUrl: 'https://gazelleapp.io',
  supabaseUrl,
  supabaseKey: randomBytes(16).toString('hex'),
  supabaseUser: null,
  table: 'system_settings',
  rowKey: 'gazelle_oauth_token',
  application: null,
})
const [first, second] = ['https://first.example', 'https://second.example']

/** Stands in for the keychain, which would otherwise have to fail on demand: it is the real one in the end-to-end test. */
let kept: Uint8Array | null
let trouble: KeychainTrouble | null
/** What outlives the app. */
let settings: { handsToCommandLine: boolean; owesHandoverRemoval: boolean }
/** Each state of it, in order. */
let history: (typeof settings)[]
let isDiskFull: boolean
let isUnread: boolean
let connection: Observed<AppConnection | null>

beforeEach(() => {
  ;[kept, trouble] = [null, null]
  settings = { handsToCommandLine: false, owesHandoverRemoval: false }
  ;[history, isDiskFull, isUnread] = [[], false, false]
  connection = new Observed<AppConnection | null>(connectionTo(first))
})

/** Resolves when the keychain may answer: somebody else's prompt is open until then. */
let prompt: Promise<void> = Promise.resolve()
const become = async (content: Uint8Array | null) => {
  await prompt
  if (trouble !== null) throw new KeychainError(trouble)
  kept = content
}
const create = () =>
  new CommandLineControl({
    settings: {
      get: (name) => settings[name],
      set: (change) => {
        if (isDiskFull) throw new Error('ENOSPC')
        settings = { ...settings, ...change }
        history.push(settings)
      },
    },
    connection,
    isUnread: () => isUnread,
    item: { write: become, remove: () => become(null) },
  })
const allowed = { isAllowed: true, isLeft: false, trouble: null }
const refused = { isAllowed: false, isLeft: false, trouble: null }
const handedTo = () => (kept === null ? null : unpackHandover(kept)?.supabaseUrl)

describe('the handover to the command line', () => {
  it('does not happen before a person allows it', async () => {
    const control = create()
    connection.set(connectionTo(second))
    await control.refuse()
    expect(handedTo()).toBeNull()
    await control.allow()
    expect(handedTo()).toBe(second)
    expect(control.state.value).toEqual(allowed)
    expect(settings).toEqual({ handsToCommandLine: true, owesHandoverRemoval: false })
  })

  it('follows what is set up, to nothing and back', async () => {
    const control = create()
    await control.allow()
    connection.set(connectionTo(second))
    await control.allow()
    expect(handedTo()).toBe(second)
    connection.set(null)
    connection.set(connectionTo(first))
    connection.set(null)
    await expect.poll(handedTo).toBeNull()
    expect(control.state.value.isAllowed).toBe(true)
    connection.set(connectionTo(first))
    await expect.poll(handedTo).toBe(first)
  })

  it('stays as it is while what is set up cannot be read', async () => {
    const control = create()
    await control.allow()
    isUnread = true
    connection.set(null)
    await control.retry()
    expect(handedTo()).toBe(first)
    // The connection is forgotten after all.
    isUnread = false
    connection.set(null)
    await control.retry()
    expect(handedTo()).toBeNull()
  })

  it('is made good at the next start', async () => {
    settings = { handsToCommandLine: true, owesHandoverRemoval: false }
    trouble = 'locked'
    const control = create()
    await expect.poll(() => control.state.value).toEqual({ ...allowed, trouble: 'locked' })
    trouble = null
    create()
    await expect.poll(handedTo).toBe(first)
  })

  it('is of no sandbox, and leaves alone what is there', async () => {
    const control = create()
    await control.allow()
    connection.set(connectionTo(second, true))
    await control.allow()
    expect(handedTo()).toBe(first)
    await control.refuse()
    expect(handedTo()).toBeNull()
  })

  it.each(['none', 'silent', 'locked', 'too-long', 'refused'] as const)(
    'is not allowed where the keychain says %s',
    async (says) => {
      trouble = says
      const control = create()
      await control.allow()
      expect(control.state.value).toEqual({ ...refused, trouble: says })
      expect(settings).toEqual({ handsToCommandLine: false, owesHandoverRemoval: false })
    },
  )

  describe.each(['none', 'locked', 'refused'] as const)('that is withdrawn while the keychain says %s', (says) => {
    const left = { isAllowed: false, isLeft: true, trouble: says }
    const owed = { handsToCommandLine: false, owesHandoverRemoval: true }
    let control: CommandLineControl
    beforeEach(async () => {
      control = create()
      await control.allow()
      trouble = says
      await control.refuse()
    })

    it('ends all the same, is said to be left, and is tried again at the next start', async () => {
      expect([control.state.value, settings, handedTo()]).toEqual([left, owed, first])
      const next = create()
      expect(next.state.value.isAllowed).toBe(false)
      await expect.poll(() => next.state.value).toEqual(left)
      trouble = null
      const last = create()
      await expect.poll(() => last.state.value).toEqual(refused)
      expect([handedTo(), settings.owesHandoverRemoval]).toEqual([null, false])
    })

    it('is not written again by what is set up, but taken away', async () => {
      connection.set(connectionTo(second))
      await control.retry()
      expect([control.state.value, handedTo()]).toEqual([left, first])
      trouble = null
      connection.set(connectionTo(first))
      await expect.poll(handedTo).toBeNull()
      expect([control.state.value, settings.owesHandoverRemoval]).toEqual([refused, false])
    })

    it('is taken away when a person asks again, or allowed again', async () => {
      await control.allow()
      expect([control.state.value, settings]).toEqual([left, owed])
      trouble = null
      await control.refuse()
      expect([control.state.value, handedTo()]).toEqual([refused, null])
      trouble = says
      await control.refuse()
      trouble = null
      await control.allow()
      expect([control.state.value, handedTo(), settings.owesHandoverRemoval]).toEqual([allowed, first, false])
    })
  })

  it('that is left is tried again unasked where no keychain was there, and nobody is asked to open a locked one', async () => {
    const control = create()
    await control.allow()
    trouble = 'locked'
    await control.refuse()
    trouble = null
    await control.retry()
    expect(handedTo()).toBe(first)
    trouble = 'none'
    await control.refuse()
    trouble = null
    await control.retry()
    expect([handedTo(), control.state.value]).toEqual([null, refused])
  })

  it('is withdrawn at once and for good, also while the keychain waits for a person', async () => {
    const control = create()
    let answer = () => {}
    prompt = new Promise((resolve) => {
      answer = resolve
    })
    const allowing = control.allow()
    const refusing = control.refuse()
    expect(settings).toEqual({ handsToCommandLine: false, owesHandoverRemoval: true })
    answer()
    await Promise.all([allowing, refusing])
    expect([control.state.value, settings.handsToCommandLine, handedTo()]).toEqual([refused, false, null])
    // The command line may look at any moment.
    expect(history.filter((each) => each.handsToCommandLine)).toEqual([])
  })

  it('is owed back while it is written for the first time: the app may end in the middle', async () => {
    const control = create()
    prompt = new Promise(() => undefined)
    void control.allow()
    await expect.poll(() => settings).toEqual({ handsToCommandLine: false, owesHandoverRemoval: true })
    prompt = Promise.resolve()
    kept = new Uint8Array(1)
    create()
    await expect.poll(() => kept).toBeNull()
  })

  it.each(['none', 'locked'] as const)(
    'is owed back when the project is forgotten while the keychain says %s',
    async (says) => {
      const control = create()
      await control.allow()
      trouble = says
      connection.set(null)
      const owed = { isAllowed: true, isLeft: true, trouble: says }
      await expect.poll(() => control.state.value).toEqual(owed)
      expect(settings.owesHandoverRemoval).toBe(true)
      trouble = null
      if (says === 'none') await control.retry()
      else create()
      await expect.poll(handedTo).toBeNull()
      expect(settings).toEqual({ handsToCommandLine: true, owesHandoverRemoval: false })
      connection.set(connectionTo(second))
      await expect.poll(handedTo).toBe(second)
    },
  )

  it('is taken away also where the settings cannot be written, and can be allowed again later', async () => {
    const control = create()
    await control.allow()
    isDiskFull = true
    await control.refuse()
    expect(handedTo()).toBeNull()
    isDiskFull = false
    await control.refuse()
    await control.allow()
    expect([control.state.value, handedTo()]).toEqual([allowed, first])
  })
})
