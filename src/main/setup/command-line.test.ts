import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { Observed } from '../../core/observed.ts'
import { unpackHandover } from '../../node/handover.ts'
import { KeychainError, type KeychainTrouble } from '../../node/keychain.ts'
import type { Connection } from '../connection.ts'
import { CommandLineControl } from './command-line.ts'

const connectionTo = (supabaseUrl: string, isSandbox = false): Connection => ({
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
let allowed: boolean
let connection: Observed<Connection | null>

beforeEach(() => {
  ;[kept, trouble, allowed] = [null, null, false]
  connection = new Observed<Connection | null>(connectionTo(first))
})

const become = async (content: Uint8Array | null) => {
  if (trouble !== null) throw new KeychainError(trouble)
  kept = content
}
const create = () =>
  new CommandLineControl({
    settings: {
      get: (() => allowed) as never,
      set: ((_name: string, value: boolean) => {
        allowed = value
      }) as never,
    },
    connection,
    item: { write: become, remove: () => become(null) },
  })
const handedTo = () => (kept === null ? null : unpackHandover(kept)?.supabaseUrl)

describe('the handover to the command line', () => {
  it('does not happen before a person allows it', async () => {
    const control = create()
    connection.set(connectionTo(second))
    await control.refuse()
    expect(handedTo()).toBeNull()
    await control.allow()
    expect(handedTo()).toBe(second)
    expect([control.state.value, allowed]).toEqual([{ isAllowed: true, trouble: null }, true])
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

  it('is made good at the next start', async () => {
    allowed = true
    trouble = 'locked'
    const control = create()
    await expect.poll(() => control.state.value).toEqual({ isAllowed: true, trouble: 'locked' })
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

  it.each(['none', 'locked', 'too-long', 'refused'] as const)(
    'is not allowed where the keychain says %s',
    async (says) => {
      trouble = says
      const control = create()
      await control.allow()
      expect([control.state.value, allowed]).toEqual([{ isAllowed: false, trouble: says }, false])
    },
  )

  it('ends only where the keychain gives it up', async () => {
    const control = create()
    await control.allow()
    trouble = 'locked'
    await control.refuse()
    expect([control.state.value, allowed]).toEqual([{ isAllowed: true, trouble: 'locked' }, true])
    trouble = null
    await control.refuse()
    expect([control.state.value, allowed, handedTo()]).toEqual([{ isAllowed: false, trouble: null }, false, null])
  })
})
