import { describe, expect, it } from 'vitest'
import { Observed } from '../core/base/observed.ts'
import type { AppConnection } from './connection/connection.ts'
import { followChanges } from './follow-changes.ts'

const connectionTo = (project: string): AppConnection => ({
  isSandbox: false,
  gazelleUrl: 'https://gazelle.example',
  supabaseUrl: `https://${project}.example`,
  supabaseKey: 'key',
  supabaseUser: null,
  table: 'system_settings',
  rowKey: 'gazelle_oauth_token',
  application: null,
})

/** An app that starts with this connection; what it does is written down in order. `kept` outlives it. */
function start(first: AppConnection | null, kept: { row: string | null }) {
  const done: string[] = []
  const connection = new Observed(first)
  let forgotten: () => void = () => undefined
  followChanges({
    settings: {
      get: () => kept.row,
      set: (_key, row) => {
        kept.row = row
      },
    },
    chosen: { connection },
    keeper: {
      async connect(to) {
        done.push(`connect ${to === null ? 'nothing' : new URL(to.supabaseUrl).hostname.split('.')[0]}`)
      },
      check: async () => undefined,
    },
    preferences: { state: new Observed({} as never) },
    words: { language: () => 'en' },
    windows: { retitle: () => undefined },
    leaveSignIn: () => void done.push('leave the sign-in'),
    forgetSession: () => {
      done.push('forget the session')
      return new Promise((resolve) => {
        forgotten = resolve
      })
    },
    discardPaste: () => void done.push('discard the paste'),
  })
  /** Lets the session be forgotten, and what waits for it happen. */
  const letForget = async () => {
    await new Promise(setImmediate)
    forgotten()
    await new Promise(setImmediate)
  }
  return { done, connection, letForget }
}

const ofAnother = ['leave the sign-in', 'discard the paste', 'connect nothing', 'forget the session']

describe('another row', () => {
  it('gets a keeper when nobody is signed in to Gazelle any more', async () => {
    const { done, connection, letForget } = start(connectionTo('one'), { row: null })
    connection.set(connectionTo('two'))
    await letForget()
    expect(done).toEqual(['connect one', ...ofAnother, 'connect two'])
  })

  it('is known as another one after a restart, and after the first was forgotten', async () => {
    const kept = { row: null }
    const before = start(connectionTo('one'), kept)
    before.connection.set(null)
    expect(before.done).toEqual(['connect one', 'leave the sign-in', 'connect nothing'])
    const { done, connection, letForget } = start(null, kept)
    connection.set(connectionTo('two'))
    await letForget()
    expect(done.slice(2)).toEqual([...ofAnother, 'connect two'])
  })

  it('is forgotten for again where the app ended before that was done', async () => {
    const kept = { row: null }
    start(connectionTo('one'), kept).connection.set(connectionTo('two'))
    const { done, letForget } = start(connectionTo('two'), kept)
    await letForget()
    expect(done).toEqual([...ofAnother, 'connect two'])
  })

  it('that is chosen meanwhile waits too', async () => {
    const { done, connection, letForget } = start(connectionTo('one'), { row: null })
    connection.set(connectionTo('two'))
    connection.set(connectionTo('three'))
    expect(done).not.toContain('connect three')
    await letForget()
    expect(done.at(-1)).toBe('connect three')
    expect(done).not.toContain('connect two')
  })
})

describe('the same row', () => {
  it('keeps the session, with another key and after a restart', () => {
    const kept = { row: null }
    const { done, connection } = start(connectionTo('one'), kept)
    connection.set({ ...connectionTo('one'), supabaseKey: 'another' })
    expect(done).toEqual(['connect one', 'connect one'])
    expect(start(connectionTo('one'), kept).done).toEqual(['connect one'])
  })
})
