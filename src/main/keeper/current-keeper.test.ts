import { describe, expect, it, vi } from 'vitest'
import { NoTokenError } from '../../core/keeper/errors.ts'
import { type Journal, memoryJournal } from '../../core/keeper/journal.ts'
import { Keeper } from '../../core/keeper/keeper.ts'
import type { Store, StoredRow } from '../../core/keeper/ports.ts'
import { StoreError } from '../../core/keeper/store-error.ts'
import type { Credential } from '../../core/token/credential.ts'
import { jsonValueOf } from '../../core/token/json-text.ts'
import type { AppConnection } from '../connection/connection.ts'
import { CurrentKeeper } from './current-keeper.ts'

/** A project's row in memory, whose answers wait while `gate` is closed. It tells who asks at the same time. */
class Project {
  static busy = new Set<Project>()
  row: StoredRow | null = null
  asked = 0
  gate: Promise<void> = Promise.resolve()
  fails = false

  readonly store: Store = {
    read: () => this.#answer(() => this.row),
    swap: (_expected, value) =>
      this.#answer(() => {
        this.row = { value: jsonValueOf(value), updatedAt: String(this.asked) }
        return { won: true as const, row: this.row }
      }),
  }

  async #answer<T>(answer: () => T): Promise<T> {
    this.asked++
    Project.busy.add(this)
    expect(Project.busy.size).toBe(1)
    await this.gate
    Project.busy.delete(this)
    if (this.fails) throw new StoreError('unavailable', 'The project is down.')
    return answer()
  }
}

const connectionTo = (supabaseUrl: string): AppConnection => ({
  isSandbox: false,
  gazelleUrl: 'https://gazelle.example',
  supabaseUrl,
  supabaseKey: 'key',
  supabaseUser: null,
  table: 'system_settings',
  rowKey: 'gazelle_oauth_token',
  application: null,
})

const credential = (accessToken: string): Credential => ({
  accessToken,
  headerKind: 'bearer',
  refreshToken: null,
  issuedAt: null,
  lifeSeconds: null,
  source: 'clipboard',
})

function setUp() {
  const projects: Record<string, Project> = { one: new Project(), two: new Project() }
  const journals: Record<string, Journal> = { one: memoryJournal(), two: memoryJournal() }
  let made = 0
  let released = 0
  const releasing = { gate: Promise.resolve() }
  const current = new CurrentKeeper(({ supabaseUrl }) => {
    made++
    return new Keeper({
      store: (projects[supabaseUrl] as Project).store,
      lease: {
        take: async () => ({ taken: true, until: Number.POSITIVE_INFINITY }),
        release: async () => {
          await releasing.gate
          released++
        },
      },
      gazelle: { probe: async () => ({ headerKind: 'bearer', gazelleTime: null, tookMilliseconds: 1 }) },
      grants: null,
      webSession: null,
      journal: journals[supabaseUrl] as Journal,
      clock: { now: () => Date.UTC(2026, 0, 1) },
    })
  })
  const { one, two } = projects as { one: Project; two: Project }
  return { current, one, two, made: () => made, released: () => released, releasing }
}

/** A gate, and what opens it. */
function gate(): { closed: Promise<void>; open: () => void } {
  let open: () => void = () => undefined
  const closed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { closed, open }
}

describe('CurrentKeeper', () => {
  it('does nothing, and says so, while there is no connection', async () => {
    const { current, made } = setUp()
    await current.connect(null)
    await current.check({ asked: true })
    expect(await current.offer(credential('a'.repeat(40)))).toBeNull()
    await expect(current.token()).rejects.toBeInstanceOf(NoTokenError)
    expect(current.state.value.row).toBe('unread')
    expect(made()).toBe(0)
  })

  it('tells how a held token ended, by the keeper of this connection', async () => {
    const { current, one } = setUp()
    await current.connect(connectionTo('one'))
    one.fails = true
    expect(await current.offer(credential('a'.repeat(40)))).toBe('held')
    expect(current.outcomes.value).toBeNull()
    one.fails = false
    await current.check({ asked: true })
    expect(current.outcomes.value).toMatchObject({ result: 'saved' })
  })

  it('lets the old keeper finish before the new one is made, and asks the new one from then on', async () => {
    const { current, one, two, made } = setUp()
    await current.connect(connectionTo('one'))
    const { closed, open } = gate()
    one.gate = closed
    const offered = current.offer(credential('a'.repeat(40)))
    const connected = current.connect(connectionTo('two'))
    const checked = current.check()
    expect(made()).toBe(1)
    open()
    expect(await offered).toBe('saved')
    await connected
    await checked
    expect(one.row?.value).toMatchObject({ access_token: 'a'.repeat(40) })
    expect(two.row).toBeNull()
    expect(made()).toBe(2)
    expect(current.state.value.row).toBe('empty')
    const askedBefore = one.asked
    await current.offer(credential('b'.repeat(40)))
    expect(two.row?.value).toMatchObject({ access_token: 'b'.repeat(40) })
    expect(one.asked).toBe(askedBefore)
  })

  it('lets a credential that is being asked for come, and be saved in the row it was asked for', async () => {
    const { current, one, two, made } = setUp()
    await current.connect(connectionTo('one'))
    let issue: (issued: Credential) => void = () => undefined
    const exchange = new Promise<Credential>((resolve) => {
      issue = resolve
    })
    const offered = current.offer(exchange)
    const connected = current.connect(connectionTo('two'))
    const checked = current.check()
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(made()).toBe(1)
    issue(credential('a'.repeat(40)))
    expect(await offered).toBe('saved')
    await Promise.all([connected, checked])
    expect(made()).toBe(2)
    expect(one.row?.value).toMatchObject({ access_token: 'a'.repeat(40) })
    expect(two.row).toBeNull()
  })

  it('is at work from the asking for a token until all is put away, and not while it looks', async () => {
    const { current, one, released, releasing } = setUp()
    await current.connect(connectionTo('one'))
    await current.check()
    await current.idle()
    expect(current.isAtWork).toBe(false)
    const look = gate()
    one.gate = look.closed
    const checked = current.check({ asked: true })
    await vi.waitFor(() => expect(current.state.value.activity).toBe('checking'))
    expect(current.isAtWork).toBe(false)
    look.open()
    await checked
    await current.idle()

    let issue: (issued: Credential) => void = () => undefined
    const offered = current.offer(
      new Promise<Credential>((resolve) => {
        issue = resolve
      }),
    )
    expect(current.isAtWork).toBe(true)
    const before = released()
    const lease = gate()
    releasing.gate = lease.closed
    issue(credential('a'.repeat(40)))
    expect(await offered).toBe('saved')
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(current.isAtWork).toBe(true)
    lease.open()
    await current.idle()
    expect(current.isAtWork).toBe(false)
    expect(released()).toBeGreaterThan(before)
  })

  it('goes over all the same when the credential does not come', async () => {
    const { current, two, made } = setUp()
    await current.connect(connectionTo('one'))
    const offered = current.offer(Promise.reject(new Error('denied')))
    const connected = current.connect(connectionTo('two'))
    await expect(offered).rejects.toThrow('denied')
    await connected
    expect(made()).toBe(2)
    await current.offer(credential('b'.repeat(40)))
    expect(two.row).not.toBeNull()
  })

  it('goes over to the latest of many connections, in turn', async () => {
    const { current, one, two, made } = setUp()
    const checks: Promise<void>[] = []
    for (const name of ['one', 'two', 'one', 'two']) {
      void current.connect(connectionTo(name))
      checks.push(current.check({ asked: true }))
    }
    await Promise.all(checks)
    await current.whenConnected()
    expect(made()).toBe(4)
    await current.offer(credential('c'.repeat(40)))
    expect(two.row).not.toBeNull()
    expect(one.row).toBeNull()
  })

  it('pauses once all is put away, and does afterwards what was asked meanwhile, on the same row', async () => {
    const { current, one, made, released, releasing } = setUp()
    await current.connect(connectionTo('one'))
    const lease = gate()
    releasing.gate = lease.closed
    const first = current.offer(credential('a'.repeat(40)))
    const work = gate()
    let isPaused = false
    const paused = current.pauseFor(async () => {
      isPaused = true
      expect(released()).toBeGreaterThan(0)
      await work.closed
      return 'done'
    })
    expect(await first).toBe('saved')
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(isPaused).toBe(false)
    lease.open()
    await vi.waitFor(() => expect(isPaused).toBe(true))
    const askedBefore = one.asked
    const second = current.offer(credential('b'.repeat(40)))
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(one.asked).toBe(askedBefore)
    work.open()
    expect(await paused).toBe('done')
    expect(await second).toBe('saved')
    expect(made()).toBe(1)
  })

  it('goes on where what it paused for fails', async () => {
    const { current, one } = setUp()
    await current.connect(connectionTo('one'))
    await expect(current.pauseFor(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    await current.offer(credential('a'.repeat(40)))
    expect(one.row).not.toBeNull()
  })

  it('forgets what the old keeper knew', async () => {
    const { current, one } = setUp()
    await current.connect(connectionTo('one'))
    await current.offer(credential('a'.repeat(40)))
    expect(current.state.value.token).not.toBeNull()
    expect((await current.token()).accessToken).toBe('a'.repeat(40))
    await current.connect(null)
    expect(current.state.value.token).toBeNull()
    await current.check()
    expect(one.asked).toBeGreaterThan(0)
    await expect(current.token()).rejects.toBeInstanceOf(NoTokenError)
  })
})
