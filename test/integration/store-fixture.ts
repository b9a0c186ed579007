import { randomUUID } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { StoreError } from '../../src/core/keeper/store-error.ts'
import { createSupabaseStores, type SupabaseStoresOptions } from '../../src/core/supabase/stores.ts'
import type { Json } from '../../src/core/token/record.ts'
import { openSandbox } from './open-sandbox.ts'

const secrets = new Set<string>()
export const secret = () => {
  const text = randomUUID().replaceAll('-', '')
  secrets.add(text)
  return text
}

export const record = () => ({
  access_token: secret(),
  refresh_token: secret(),
  expires_in: 2_592_000,
  created_at: 1_750_000_000,
})

/** Where a session is kept that a test may change. */
export function memory() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, item: string) => void items.set(name, item),
    removeItem: (name: string) => void items.delete(name),
    /** Changes the session that is kept here. */
    change(change: object) {
      for (const [name, item] of items) items.set(name, JSON.stringify({ ...JSON.parse(item), ...change }))
    },
  }
}

/** Stores on a real server whose table is empty at the start of each test. */
export interface StoreFixture {
  readonly sandbox: Sandbox
  /** Where the sandbox keeps what it keeps. */
  readonly folder: string
  member(): { email: string; password: string }
  open(options?: Partial<SupabaseStoresOptions>): ReturnType<typeof createSupabaseStores>['token']
  put(value: Json, key?: string): Promise<void>
  stored(): Promise<Json | undefined>
  /** The error of a call, which shows no secret. */
  errorOf(work: Promise<unknown>): Promise<StoreError>
}

export function storeFixture(): StoreFixture {
  let folder: string
  let sandbox: Sandbox

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'store-test-')))
    sandbox = await openSandbox({ folder })
  })

  afterAll(async () => {
    await sandbox?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    await sandbox.supabase.sql`delete from system_settings`
  })

  const member = () => ({ email: sandbox.connection.supabaseEmail, password: sandbox.connection.supabasePassword })

  function open(options: Partial<SupabaseStoresOptions> = {}) {
    return createSupabaseStores({
      url: sandbox.connection.supabaseUrl,
      key: sandbox.connection.supabaseKey,
      signIn: member(),
      fetch: globalThis.fetch,
      userAgent: 'gazelle-keeper/test',
      clock: { now: () => Date.now() },
      ...options,
    }).token
  }

  async function put(value: Json, key = 'gazelle_oauth_token') {
    await sandbox.supabase.sql`
      insert into system_settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)
      on conflict (key) do update set value = excluded.value`
  }

  async function stored(): Promise<Json | undefined> {
    const [row] = await sandbox.supabase.sql<{ value: string }[]>`
      select value::text as value from system_settings where key = 'gazelle_oauth_token'`
    return row && JSON.parse(row.value)
  }

  async function errorOf(work: Promise<unknown>): Promise<StoreError> {
    const error = await work.then(
      () => expect.unreachable('was not refused'),
      (reason) => reason,
    )
    expect(error).toBeInstanceOf(StoreError)
    const everything = `${error.message}${error.stack}${JSON.stringify(error)}${error.cause}`
    const { supabaseKey, supabaseSecretKey, supabasePassword } = sandbox.connection
    for (const one of [...secrets, supabaseKey, supabaseSecretKey, supabasePassword])
      expect(everything).not.toContain(one)
    return error
  }

  return {
    get sandbox() {
      return sandbox
    },
    get folder() {
      return folder
    },
    member,
    open,
    put,
    stored,
    errorOf,
  }
}
