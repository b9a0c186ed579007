import { describe, expect, it } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { type KeeperState, unknownState } from '../../core/keeper/state.ts'
import type { CheckResult } from '../../shared/setup.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import { ChecklistControl } from './checklist.ts'

const nothing: ConnectionParts = {
  gazelleUrl: 'https://gazelle.example',
  supabaseUrl: null,
  supabaseKey: null,
  supabaseEmail: null,
  supabasePassword: null,
  supabaseIsOpen: false,
  supabaseTable: 'system_settings',
  supabaseRowKey: 'gazelle_oauth_token',
  oauthClientId: null,
  oauthSecret: null,
  oauthRedirectUri: null,
  oauthInBrowser: false,
  alerts: {},
}
const project = { supabaseUrl: 'https://one.example', supabaseKey: 'key' }

const fine = (step: CheckResult['step'], kind: CheckResult['kind'] = null): CheckResult => ({
  step,
  outcome: 'fine',
  kind,
  facts: {},
  remedy: null,
})

const failed = (kind: CheckResult['kind']): CheckResult => ({ ...fine('reachable', kind), outcome: 'failed' })

/** A project that gives one result for each time it is let answer; the last of them again and again. */
function setUp(parts: Partial<ConnectionParts> = {}, ...given: CheckResult[]) {
  const results = given.length === 0 ? [fine('reachable')] : given
  const keeper = { state: new Observed<KeeperState>(unknownState) }
  /** A keeper's round, and what it knows after it. */
  const round = (known: Partial<KeeperState>) => {
    keeper.state.set({ ...keeper.state.value, activity: 'checking' })
    keeper.state.set({ ...keeper.state.value, ...known })
    keeper.state.set({ ...keeper.state.value, activity: 'idle' })
  }
  const chosen = {
    parts: new Observed<ConnectionParts>({ ...nothing, ...parts }),
    change: (change: Partial<ConnectionParts>) => chosen.parts.set({ ...chosen.parts.value, ...change }),
  }
  /** The address of each project that was asked. */
  const asked: (string | null)[] = []
  const answers: (() => void)[] = []
  const checklist = new ChecklistControl(chosen, keeper, (tried, signal) => {
    const { supabaseUrl, supabaseKey } = tried
    if (supabaseUrl === null || supabaseKey === null) return null
    return (async function* () {
      asked.push(supabaseUrl)
      await new Promise<void>((resolve) => answers.push(resolve))
      const result = results.length > 1 ? results.shift() : results[0]
      if (!signal.aborted && result !== undefined) yield result
    })()
  })
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  const answer = async () => {
    for (const each of answers.splice(0)) each()
    await turn()
  }
  return { chosen, checklist, asked, answer, turn, round }
}

describe('the live checklist', () => {
  it('runs by itself once there is a project with a key, and not before', async () => {
    const { chosen, checklist, asked, answer, turn } = setUp()
    chosen.change({ supabaseUrl: project.supabaseUrl })
    await turn()
    expect(asked).toEqual([])
    expect(checklist.state.value).toEqual({ isRunning: false, results: [] })
    chosen.change({ supabaseKey: project.supabaseKey })
    expect(checklist.state.value.isRunning).toBe(true)
    await turn()
    await answer()
    expect(asked).toEqual(['https://one.example'])
    expect(checklist.state.value).toEqual({ isRunning: false, results: [fine('reachable')] })
  })

  it.each<[string, Partial<ConnectionParts>]>([
    ['another project', { supabaseUrl: 'https://two.example' }],
    ['another key', { supabaseKey: 'another' }],
    ['a user', { supabaseEmail: 'anne@example.org' }],
    ['another password', { supabasePassword: 'password' }],
    ['another table', { supabaseTable: 'settings' }],
    ['another row', { supabaseRowKey: 'token' }],
  ])('runs again for %s, and forgets what was found out before', async (_, change) => {
    const { chosen, checklist, asked, answer, turn } = setUp(project)
    void checklist.run()
    await turn()
    await answer()
    chosen.change(change)
    expect(checklist.state.value).toEqual({ isRunning: true, results: [] })
    await turn()
    expect(asked).toHaveLength(2)
  })

  it('does not run again for what says nothing about Supabase', async () => {
    const { chosen, checklist, asked, answer, turn } = setUp(project)
    void checklist.run()
    await turn()
    await answer()
    chosen.change({ oauthClientId: 'id', supabaseIsOpen: true })
    chosen.change({ ...project })
    await turn()
    expect(asked).toHaveLength(1)
    expect(checklist.state.value.results).toHaveLength(1)
  })

  it('looks once: not again while it runs, nor after, while nothing has changed', async () => {
    const { chosen, checklist, asked, answer, turn } = setUp(project)
    void checklist.look()
    void checklist.look()
    await turn()
    void checklist.look()
    await answer()
    void checklist.look()
    await turn()
    expect(asked).toHaveLength(1)
    chosen.change({ supabaseRowKey: 'token' })
    void checklist.look()
    await turn()
    await answer()
    expect(asked).toHaveLength(2)
  })

  it('asks once for what changes in one turn, and nobody any more for what was changed', async () => {
    const { chosen, checklist, asked, answer, turn } = setUp(project)
    chosen.change({ supabaseUrl: 'https://two.example' })
    chosen.change({ supabaseUrl: 'https://three.example' })
    void checklist.run()
    await turn()
    expect(asked).toEqual(['https://three.example'])
    chosen.change({ supabaseUrl: 'https://four.example' })
    await turn()
    await answer()
    expect(asked).toEqual(['https://three.example', 'https://four.example'])
    expect(checklist.state.value).toEqual({ isRunning: false, results: [fine('reachable')] })
    chosen.change({ supabaseUrl: null })
    expect(checklist.state.value).toEqual({ isRunning: false, results: [] })
  })

  it('learns that a project opens to its key alone, which is no change to try anew', async () => {
    const { chosen, asked, answer, turn } = setUp({}, fine('signed-in', 'no-user-needed'))
    chosen.change(project)
    await turn()
    await answer()
    expect(chosen.parts.value.supabaseIsOpen).toBe(true)
    expect(asked).toHaveLength(1)
  })

  it.each(['name-unknown', 'not-reached', 'timed-out', 'busy'] as const)(
    'runs again after %s when the network is back, when somebody looks, and when Supabase answers the keeper',
    async (kind) => {
      const { checklist, asked, answer, turn, round } = setUp(
        project,
        failed(kind),
        failed(kind),
        failed(kind),
        fine('reachable'),
      )
      const again = async () => {
        await turn()
        await answer()
        return asked.length
      }
      void checklist.look()
      expect(await again()).toBe(1)
      void checklist.lookAgain()
      expect(await again()).toBe(2)
      void checklist.look()
      expect(await again()).toBe(3)
      round({ row: 'unread', problem: { at: 'store', kind: 'unavailable' } })
      round({ row: 'token' })
      expect(await again()).toBe(3)
      round({ problem: null })
      expect(await again()).toBe(4)
      expect(checklist.state.value).toEqual({ isRunning: false, results: [fine('reachable')] })
      void checklist.look()
      void checklist.lookAgain()
      round({})
      expect(await again()).toBe(4)
    },
  )

  it.each(['paused', 'certificate', 'wrong-key', 'table-missing'] as const)(
    'does not run again after %s, which does not pass by itself',
    async (kind) => {
      const { checklist, asked, answer, turn, round } = setUp(project, failed(kind))
      void checklist.look()
      await turn()
      await answer()
      void checklist.lookAgain()
      void checklist.look()
      round({ row: 'token' })
      await turn()
      expect(asked).toHaveLength(1)
    },
  )

  it('does not miss a network that comes back while it is being looked for', async () => {
    const { checklist, asked, answer, turn } = setUp(project, failed('not-reached'), fine('reachable'))
    void checklist.lookAgain()
    await turn()
    expect(asked).toHaveLength(0)
    void checklist.run()
    await turn()
    void checklist.lookAgain()
    await answer()
    await answer()
    expect(asked).toHaveLength(2)
    expect(checklist.state.value).toEqual({ isRunning: false, results: [fine('reachable')] })
  })
})
