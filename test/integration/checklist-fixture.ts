import { randomUUID } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { type CheckResult, type CheckStep, checkSteps } from '../../src/core/supabase/setup/check-result.ts'
import { type CheckOptions, checkSupabase } from '../../src/core/supabase/setup/checklist.ts'
import type { Json } from '../../src/core/token/record.ts'
import { openSandbox } from './open-sandbox.ts'

export const keyText = 'gazelle_oauth_token'

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

/** Checks of a real project that is fresh for each test. */
export interface ChecklistFixture {
  readonly sandbox: Sandbox
  put(value: Json, key?: string): Promise<void>
  /** The whole table, and what tells of any write to it. */
  wholeTable(): Promise<readonly object[]>
  /** Runs all checks; gives each result by its step. Sees to it that no row has changed and no secret is in a result. */
  check(options?: Partial<CheckOptions>): Promise<Record<CheckStep, CheckResult>>
}

export function checklistFixture(): ChecklistFixture {
  let folder: string
  let sandbox: Sandbox

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'checklist-')))
    sandbox = await openSandbox({ folder })
  })

  afterAll(async () => {
    await sandbox?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(() => sandbox.supabase.reset())

  async function put(value: Json, key = keyText) {
    await sandbox.supabase.sql`
      insert into system_settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)
      on conflict (key) do update set value = excluded.value`
  }

  const wholeTable = () => sandbox.supabase.sql`select *, xmin::text from system_settings order by key`

  async function check(options: Partial<CheckOptions> = {}): Promise<Record<CheckStep, CheckResult>> {
    const { supabase } = sandbox
    const before = await wholeTable()
    const results: CheckResult[] = []
    for await (const result of checkSupabase({
      url: supabase.url,
      key: supabase.publishableKey,
      signIn: supabase.member,
      fetch: globalThis.fetch,
      userAgent: 'gazelle-keeper/test',
      clock: { now: () => Date.now() },
      ...options,
    })) {
      results.push(result)
    }
    expect(results.map(({ step }) => step)).toEqual(checkSteps)
    expect(await wholeTable()).toEqual(before)
    const text = JSON.stringify(results)
    const { publishableKey, secretKey, member, stranger } = supabase
    for (const one of [...secrets, publishableKey, secretKey, member.password, stranger.password])
      expect(text).not.toContain(one)
    return Object.fromEntries(results.map((result) => [result.step, result])) as Record<CheckStep, CheckResult>
  }

  return {
    get sandbox() {
      return sandbox
    },
    put,
    wholeTable,
    check,
  }
}

/** The steps that are not simply fine, with what they say. */
export function findings(results: Record<CheckStep, CheckResult>): string[] {
  return checkSteps.flatMap((step) => {
    const { outcome, kind, remedy } = results[step]
    const isSilent = (outcome === 'fine' && kind === null) || kind === 'earlier-step'
    return isSilent ? [] : [`${step}: ${outcome} ${kind}${remedy === null ? '' : `, ${remedy}`}`]
  })
}
