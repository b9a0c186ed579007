import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { buildEdge } from '../../scripts/edge/build.ts'
import { Observed } from '../../src/core/base/observed.ts'
import { createSupabaseStores } from '../../src/core/supabase/stores.ts'
import type { AppConnection, ConnectionParts } from '../../src/main/connection/connection.ts'
import { FunctionControl } from '../../src/main/setup/function.ts'
import { installedDenos } from './denos.ts'
import { putDeadToken, startFunction, variablesOf } from './edge-fixture.ts'
import { addLogbook } from './logbook-fixture.ts'
import { openSandbox } from './open-sandbox.ts'

let folder: string
let sandbox: Sandbox
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'edge-seen-test-')))
  sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  await buildEdge(resolve(import.meta.dirname, '../..'), join(folder, 'edge'))
})
afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

it('the app sees that the function runs, once there is a logbook, and whether it can renew', async () => {
  const { connection, gazelle, supabase } = sandbox
  const clock = { now: () => Date.now() }
  const { logbook } = createSupabaseStores({
    url: connection.supabaseUrl,
    key: connection.supabaseSecretKey,
    signIn: null,
    fetch: globalThis.fetch,
    userAgent: 'gazelle-keeper/test',
    clock,
  })
  const control = new FunctionControl({
    chosen: { parts: new Observed({} as ConnectionParts), connection: new Observed({} as AppConnection | null) },
    clipboard: { copy: async () => undefined, clearSoon: () => undefined },
    logbook: () => logbook,
    save: async () => null,
    ...clock,
  })
  const seen = async () => {
    await control.look()
    return control.state.value
  }
  expect(await seen()).toEqual({ state: 'no-logbook' })
  await addLogbook(supabase.sql)
  await supabase.reload()
  // Whoever has just run the SQL does not wait for an hour.
  expect(await seen()).toEqual({ state: 'unseen' })

  const [deno] = installedDenos()
  const keeper = await startFunction(deno?.path ?? '', join(folder, 'edge'), variablesOf(sandbox))
  try {
    await putDeadToken(sandbox)
    expect(await keeper.call()).toMatchObject({ status: 200 })
    const found = { state: 'seen', name: 'Supabase', renews: true }
    expect(await seen()).toMatchObject({ ...found, at: expect.toSatisfy((at) => Math.abs(Date.now() - at) < 60_000) })
    await supabase.sql`delete from system_settings where key = 'gazelle_oauth_token.journal'`
    await putDeadToken(sandbox)
    gazelle.revokeAll()
    expect(await keeper.call()).toMatchObject({ status: 503 })
    expect(await seen()).toMatchObject({ ...found, renews: false })
  } finally {
    await keeper.kill()
  }
})
