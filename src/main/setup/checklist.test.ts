import { describe, expect, it } from 'vitest'
import { Observed } from '../../core/observed.ts'
import type { CheckResult } from '../../shared/setup.ts'
import type { ConnectionParts } from '../connection.ts'
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
}
const project = { supabaseUrl: 'https://one.example', supabaseKey: 'key' }

const fine = (step: CheckResult['step'], kind: CheckResult['kind'] = null): CheckResult => ({
  step,
  outcome: 'fine',
  kind,
  facts: {},
  remedy: null,
})

/** A project that gives one result for each time it is let answer. */
function setUp(parts: Partial<ConnectionParts> = {}, result = fine('reachable')) {
  const chosen = {
    parts: new Observed<ConnectionParts>({ ...nothing, ...parts }),
    change: (change: Partial<ConnectionParts>) => chosen.parts.set({ ...chosen.parts.value, ...change }),
  }
  /** The address of each project that was asked. */
  const asked: (string | null)[] = []
  const answers: (() => void)[] = []
  const checklist = new ChecklistControl(chosen, (tried, signal) => {
    const { supabaseUrl, supabaseKey } = tried
    if (supabaseUrl === null || supabaseKey === null) return null
    return (async function* () {
      asked.push(supabaseUrl)
      await new Promise<void>((resolve) => answers.push(resolve))
      if (!signal.aborted) yield result
    })()
  })
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  const answer = async () => {
    for (const each of answers.splice(0)) each()
    await turn()
  }
  return { chosen, checklist, asked, answer, turn }
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
})
