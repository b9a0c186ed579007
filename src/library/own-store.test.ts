import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GazelleSandbox, openGazelle } from '../../sandbox/gazelle/index.ts'
import { ownProcess } from '../node/owner.ts'
import {
  createKeeper,
  type GazelleKeeper,
  type Json,
  jsonValueOf,
  OptionsError,
  type RowInStore,
  type Store,
  type StoredRow,
  StoreError,
  type SwapResult,
  TokenUnavailableError,
} from './index.ts'

let root: string
let stateFolder: string
let gazelle: GazelleSandbox
let keepers: GazelleKeeper[] = []
const stateSecret = randomBytes(16).toString('hex')

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'own-store-test-')))
  gazelle = await openGazelle(mkdtempSync(join(root, 'gazelle-')))
})
afterAll(async () => {
  await gazelle?.close()
  rmSync(root, { recursive: true, force: true })
})
beforeEach(() => {
  gazelle.reset()
  stateFolder = join(mkdtempSync(join(root, 'home-')), 'state')
})
afterEach(async () => {
  await Promise.all(keepers.map((keeper) => keeper.close()))
  keepers = []
})

/** A store as a program may have it: one row in memory. */
class MemoryStore implements Store {
  row: StoredRow | null = null
  /** Runs once, before the next swap. */
  beforeSwap = () => {}

  put(value: Json): void {
    this.row = { value, updatedAt: null }
  }

  async read(): Promise<StoredRow | null> {
    return this.row
  }

  async swap(...[expected, value]: Parameters<Store['swap']>): Promise<SwapResult> {
    const { beforeSwap } = this
    this.beforeSwap = () => {}
    beforeSwap()
    if (this.row !== expected) return { won: false }
    const row = { value: jsonValueOf(value), updatedAt: null }
    this.row = row
    return { won: true, row }
  }
}

function start(options: Pick<RowInStore, 'store' | 'stateSecret'> & { stateFolder?: string }): GazelleKeeper {
  const { clientId, clientSecret } = gazelle.application
  return createKeeper({ gazelleUrl: gazelle.url, application: { clientId, clientSecret }, ...options })
}

/** A keeper that is closed after the test. */
function open(options: Parameters<typeof start>[0]): GazelleKeeper {
  const keeper = start(options)
  keepers.push(keeper)
  return keeper
}

/** A store whose row holds a pair that was issued an hour ago, and whose access token is over. */
function storeWithDeadToken(): MemoryStore {
  const issued = gazelle.grantPair()
  const store = new MemoryStore()
  store.put({ ...issued, created_at: issued.created_at - 3600 })
  gazelle.expire(issued.access_token)
  return store
}

const latestToken = () => gazelle.tokens.at(-1)?.accessToken ?? ''
const refreshes = () => gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token').length

/** As if the process that wrote the files had been killed. */
function letOwnerDie(): void {
  const { pid } = spawnSync(process.execPath, ['-e', '0'])
  for (const name of readdirSync(stateFolder)) {
    renameSync(join(stateFolder, name), join(stateFolder, name.replace(ownProcess, `${pid}-1`)))
  }
}

describe('a keeper of a store of the program’s own', () => {
  it('renews a dead token, and puts the new one in the row', async () => {
    const store = storeWithDeadToken()
    expect(await open({ store }).token()).toEqual({ accessToken: latestToken(), headerKind: 'bearer' })
    expect(store.row?.value).toMatchObject({ access_token: latestToken() })
    expect(refreshes()).toBe(1)
  })

  it('writes again when it loses a swap, and keeps what somebody else wrote', async () => {
    const store = storeWithDeadToken()
    store.beforeSwap = () => store.put({ ...(store.row?.value as object), note: 'ours' })
    await open({ store }).token()
    expect(store.row?.value).toMatchObject({ access_token: latestToken(), note: 'ours' })
    expect(refreshes()).toBe(1)
  })

  it('saves after a crash what the one before it was issued, with the same secret', async () => {
    const store = storeWithDeadToken()
    const readOnly: Store = {
      read: () => store.read(),
      swap: () => Promise.reject(new StoreError('unavailable', 'away')),
    }
    const crashed = start({ store: readOnly, stateSecret, stateFolder })
    await expect(crashed.token()).rejects.toMatchObject({ problem: { at: 'store', kind: 'unavailable' } })
    const issued = latestToken()
    const files = readdirSync(stateFolder)
    expect(files).toHaveLength(1)
    for (const name of files) expect(readFileSync(join(stateFolder, name), 'latin1')).not.toContain(issued)
    letOwnerDie()

    const next = open({ store, stateSecret, stateFolder })
    expect(await next.token()).toMatchObject({ accessToken: issued })
    expect(store.row?.value).toMatchObject({ access_token: issued })
    expect(next.keeping).toEqual({ in: 'folder', folder: stateFolder })
    expect(refreshes()).toBe(1)
  })

  it('gives the store the very row back that it gave, so that it may know more of it', async () => {
    const store = storeWithDeadToken()
    const given: unknown[] = []
    const swapped: unknown[] = []
    const watched: Store = {
      read: async () => {
        const row = store.row && { ...store.row }
        given.push(row)
        return row
      },
      swap(expected, value) {
        swapped.push(given.includes(expected))
        return store.swap(store.row, value)
      },
    }
    await open({ store: watched }).token()
    expect(swapped).toEqual([true])
  })

  it('keeps nothing without a secret, and says so', async () => {
    const keeper = open({ store: storeWithDeadToken() })
    expect(keeper.keeping).toEqual({ in: 'memory', why: 'no-secret', folder: null })
    await keeper.token()
    expect(keeper.state).toMatchObject({ works: true, problem: null })
  })

  it.each([
    ['a failed connection', 'ECONNREFUSED', { kind: 'unavailable', code: 'ECONNREFUSED' }, true],
    ['a wrong call', 'ERR_INVALID_ARG_TYPE', { kind: 'unexpected-answer', code: 'ERR_INVALID_ARG_TYPE' }, false],
    ['anything else', '23505', { kind: 'unexpected-answer' }, false],
  ])('takes %s for a problem of the store, and quotes nothing of it', async (_, code, problem, isPassing) => {
    const secret = randomBytes(16).toString('hex')
    const store = new MemoryStore()
    store.read = () => {
      throw Object.assign(new Error(secret), { code, detail: secret })
    }
    const error = await open({ store })
      .token()
      .catch((reason: unknown) => reason)
    if (!(error instanceof TokenUnavailableError)) throw error
    expect(error.problem).toEqual({ at: 'store', ...problem })
    expect(error.isPassing).toBe(isPassing)
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(secret)
  })
})

describe('createKeeper() refuses', () => {
  const store = new MemoryStore()
  const inSupabase = { supabaseUrl: 'https://project.example', supabaseKey: randomBytes(8).toString('hex') }
  it.each<[string, object, string]>([
    ['no row', {}, 'Either supabaseUrl and supabaseKey must be given, or a store.'],
    ['two rows', { store, ...inSupabase }, 'Either a store must be given, or supabaseUrl, supabaseKey: not both.'],
    ['a table for a store', { store, table: 'mine' }, 'Either a store must be given, or table: not both.'],
    ['a secret beside Supabase', { ...inSupabase, stateSecret }, 'stateSecret goes with a store'],
    ['no store', { store: null }, 'store must have the methods read and swap.'],
    ['half a store', { store: { read: store.read } }, 'store must have the methods read and swap.'],
    ['a folder without a secret', { store, stateFolder: 'somewhere' }, 'stateFolder needs a stateSecret'],
    ['a short secret', { store, stateSecret: 'short' }, 'stateSecret must be a text of 32 characters or more.'],
  ])('%s', (_, options, text) => {
    const made = () => createKeeper(options as RowInStore)
    expect(made).toThrow(OptionsError)
    expect(made).toThrow(text)
  })
})
