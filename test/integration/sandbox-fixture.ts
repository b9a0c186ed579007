import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'

export const keyText = 'gazelle_oauth_token'
export const guideText = {
  access_token: 'guide',
  refresh_token: 'refresh',
  expires_in: 2_592_000,
  created_at: 1_737_334_800,
}
export const isPosix = process.platform !== 'win32'

/** A sandbox that is fresh for each test. */
export interface OpenedSandbox {
  /** A test that closes it puts the next one in its place. */
  sandbox: Sandbox
  /** A folder of its own, which is removed at the end. */
  newFolder(): string
  client(key?: string): SupabaseClient
  signedIn(who: 'member' | 'stranger'): Promise<SupabaseClient>
}

export function openedSandbox(): OpenedSandbox {
  // Node's mkdtemp makes folders of mode 0700: as root, all of this runs below a folder that PostgreSQL's account cannot enter.
  const folders: string[] = []
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    folders.push(folder)
    return folder
  }

  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await openSandbox({ folder: newFolder() })
  })
  afterAll(async () => {
    await sandbox.close()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
  afterEach(() => sandbox.reset())

  const client = (key = sandbox.supabase.publishableKey): SupabaseClient =>
    createClient(sandbox.supabase.url, key, {
      auth: { persistSession: false, autoRefreshToken: false },
      db: { retry: false },
      global: { headers: { 'user-agent': 'gazelle-keeper-test' } },
    } as never)

  const signedIn = async (who: 'member' | 'stranger') => {
    const supabase = client()
    const { error } = await supabase.auth.signInWithPassword(sandbox.supabase[who])
    expect(error).toBeNull()
    return supabase
  }

  return {
    get sandbox() {
      return sandbox
    },
    set sandbox(next) {
      sandbox = next
    },
    newFolder,
    client,
    signedIn,
  }
}
