import type { IncomingMessage } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { fingerprint } from '../../sandbox/secrets.ts'
import { addLogbook, removeLogbook } from '../integration/logbook-fixture.ts'
import { standBetween } from './between.ts'
import { cliFixture } from './cli-fixture.ts'

const on = cliFixture()

describe('without the logbook', () => {
  it('says so, and how to add it', async () => {
    await on.issued(1)
    expect(await on.answer('history')).toMatchObject({ exitCode: 5, changes: null })
    expect((await on.run(['history'])).stderr).toContain('gazelle-keeper sql --logbook')
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(await on.answer('status')).toMatchObject({ exitCode: 0, keepers: [] })
    expect((await on.run(['status'])).stdout).not.toContain('Looked after by')
  })

  it('is asked for by one check, and by no later process for hours', async () => {
    await on.issued(1)
    const asked: string[] = []
    const note = ({ url }: IncomingMessage) => void asked.push(String(url))
    const between = await standBetween(on.sandbox.connection.supabaseUrl, note)
    on.env['SUPABASE_URL'] = between.url
    const heartbeats = () => asked.splice(0).filter((url) => url.endsWith('heartbeat')).length
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(heartbeats()).toBe(1)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(heartbeats()).toBe(0)
    await between.close()
  })
})

describe('with the logbook', () => {
  beforeAll(async () => {
    await addLogbook(on.sandbox.supabase.sql)
    await on.sandbox.supabase.reload()
  })

  it('shows who looks after the row, and who changed the token', async () => {
    const { access_token: before } = await on.issued(25)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    const after = await on.tokenInRow()
    expect(after).not.toBe(before)
    const { keepers } = await on.answer('status')
    expect(keepers).toEqual([expect.objectContaining({ kind: 'command', did: 'renewed', renewsBy: 'refresh-token' })])
    expect((await on.run(['status'])).stdout).toMatch(/Looked after by +\S.* \(command line\), now/)
    expect(await on.answer('doctor')).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ step: 'looked-after', outcome: 'fine' })]),
    })
    const { changes } = await on.answer('history')
    expect((changes as unknown[]).slice(0, 2)).toMatchObject([
      { what: 'changed', before: fingerprint(before), after: fingerprint(after), byKeeper: true, isKept: true },
      { what: 'added', before: null, after: fingerprint(before), byKeeper: false },
    ])
    expect((changes as { keeper: string | null }[])[0]?.keeper).toEqual((keepers as { name: string }[])[0]?.name)
    const { stdout } = await on.run(['history'])
    expect(stdout).toContain(`${fingerprint(before)} → ${fingerprint(after)}  Gazelle Keeper on `)
  })

  it('is waited for where somebody asks for it alone', async () => {
    const path = '/rest/v1/rpc/system_settings_logbook'
    on.sandbox.supabase.faults.add({ action: { kind: 'delay', milliseconds: 5_000 }, path })
    expect(await on.answer('history')).toMatchObject({ exitCode: 0 })
  })

  it('works as before once it is taken away', async () => {
    await removeLogbook(on.sandbox.supabase.sql)
    await on.issued(25)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(await on.answer('status')).toMatchObject({ exitCode: 0, keepers: [] })
    expect(await on.answer('history')).toMatchObject({ exitCode: 5 })
  })
})

it('prints the SQL that adds and removes it', async () => {
  expect((await on.run(['sql', '--logbook'])).stdout).toContain(
    'create table if not exists public.gazelle_keeper_history',
  )
  expect((await on.run(['sql', '--remove-logbook'])).stdout).toContain(
    'drop table if exists public.gazelle_keeper_values',
  )
})
