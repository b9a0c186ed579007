import { randomBytes } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GazelleSandbox, openGazelle } from '../../sandbox/gazelle/index.ts'
import {
  createKeeper,
  type GazelleKeeper,
  type JournalPlace,
  jsonValueOf,
  type KeeperOptions,
  OptionsError,
  type Store,
  type StoredRow,
  StoreError,
} from './index.ts'

const secret = randomBytes(32).toString('hex')
let root: string
let gazelle: GazelleSandbox
let keepers: GazelleKeeper[] = []

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'journal-option-test-')))
  gazelle = await openGazelle(mkdtempSync(join(root, 'gazelle-')))
})
afterAll(async () => {
  await gazelle?.close()
  rmSync(root, { recursive: true, force: true })
})
beforeEach(() => {
  gazelle.reset()
  gazelle.configure({ rotation: 'revoke-at-once' })
})
afterEach(async () => {
  await Promise.all(keepers.map((keeper) => keeper.close({ saveWithinMilliseconds: 0 })))
  keepers = []
})

/** A row in memory that can be told to take nothing. */
class Row implements Store {
  row: StoredRow | null = null
  takes = true

  async read(): Promise<StoredRow | null> {
    return this.row
  }

  async swap(...[expected, value]: Parameters<Store['swap']>) {
    if (!this.takes) throw new StoreError('unavailable', 'away')
    if (this.row !== expected) return { won: false } as const
    const row = { value: jsonValueOf(value), updatedAt: null }
    this.row = row
    return { won: true, row } as const
  }
}

class Place implements JournalPlace {
  sealed: string | null = null
  isThere = true

  async read(): Promise<string | null> {
    if (!this.isThere) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    return this.sealed
  }

  async write(sealed: string): Promise<void> {
    await this.read()
    this.sealed = sealed
  }
}

function rowWithDeadToken(): Row {
  const issued = gazelle.grantPair()
  const row = new Row()
  row.row = { value: { ...issued, created_at: issued.created_at - 3600 }, updatedAt: null }
  gazelle.expire(issued.access_token)
  return row
}

function open(store: Store, place: JournalPlace, more: { grantFetch?: typeof globalThis.fetch } = {}): GazelleKeeper {
  const { clientId, clientSecret } = gazelle.application
  const application = { clientId, clientSecret }
  const keeper = createKeeper({ store, gazelleUrl: gazelle.url, application, journal: { in: place, secret }, ...more })
  keepers.push(keeper)
  return keeper
}

const issued = () => gazelle.tokens.at(-1)?.accessToken ?? ''
const refreshes = () => gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token').length

describe('a journal in a place of the program’s own', () => {
  it('holds what a crash left, sealed, and the next keeper saves it', async () => {
    const [store, place] = [rowWithDeadToken(), new Place()]
    store.takes = false
    const crashed = open(store, place)
    expect(crashed.keeping).toEqual({ in: 'own-place' })
    await expect(crashed.token()).rejects.toMatchObject({ problem: { at: 'store', kind: 'unavailable' } })
    expect(refreshes()).toBe(1)
    expect(place.sealed).not.toContain(issued())

    store.takes = true
    expect(await open(store, place).token()).toMatchObject({ accessToken: issued() })
    expect(store.row?.value).toMatchObject({ access_token: issued() })
    expect(refreshes()).toBe(1)
  })

  it('is waited for where it is away: nothing is spent, and nothing is written over', async () => {
    const [store, place] = [rowWithDeadToken(), new Place()]
    place.isThere = false
    const keeper = open(store, place)
    await expect(keeper.token()).rejects.toMatchObject({ isPassing: true, problem: { at: 'store' } })
    expect(refreshes()).toBe(0)
    expect(place.sealed).toBeNull()
    place.isThere = true
    expect(await open(store, place).token()).toMatchObject({ accessToken: issued() })
    expect(refreshes()).toBe(1)
  })
})

it('grants go by the `grantFetch` that is given, and nothing else does', async () => {
  const asked: string[] = []
  const grantFetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    asked.push(new URL(request.url).pathname)
    return fetch(request)
  }
  await open(rowWithDeadToken(), new Place(), { grantFetch }).token()
  expect(asked).toEqual(['/developer/oauth/token'])
})

describe('createKeeper() refuses', () => {
  const inSupabase = { supabaseUrl: 'https://project.example', supabaseKey: randomBytes(8).toString('hex') }
  it.each<[string, object, string]>([
    ['a journal that is none', { ...inSupabase, journal: 'row' }, 'journal must be an object with in and secret.'],
    ['one without a secret', { ...inSupabase, journal: { in: 'row' } }, 'journal.secret must be a text of 32'],
    [
      'a short secret',
      { ...inSupabase, journal: { in: 'row', secret: 'short' } },
      'journal.secret must be a text of 32',
    ],
    ['no place', { ...inSupabase, journal: { in: 'disk', secret } }, "journal.in must be 'row', or an object with"],
    ['half a place', { ...inSupabase, journal: { in: { read: () => null }, secret } }, 'the methods read and write'],
    [
      'a row beside a store',
      { store: new Row(), journal: { in: 'row', secret } },
      'A journal in the row needs Supabase',
    ],
  ])('%s', (_, options, text) => {
    const made = () => createKeeper(options as KeeperOptions)
    expect(made).toThrow(OptionsError)
    expect(made).toThrow(text)
  })
})
