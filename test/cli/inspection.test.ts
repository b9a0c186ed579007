import { describe, expect, it } from 'vitest'
import { cliFixture } from './cli-fixture.ts'

const on = cliFixture()

/** The judgement on the row and its token, which a command that only inspects has in common with a check. */
async function judgementBy(command: 'status' | 'check') {
  const { exitCode, message, condition, works, account, problem } = await on.answer(command)
  return { exitCode, message, condition, works, account, problem }
}

describe('`status` agrees with `check`', () => {
  it('whose the row was, when it is empty and no token is left for it', async () => {
    const { access_token } = await on.issued(1)
    await on.run(['check'])
    on.sandbox.gazelle.revoke(access_token)
    await on.putRow(null)
    const checked = await judgementBy('check')
    expect(checked).toMatchObject({ exitCode: 3, condition: 'missing', account: { companyId: 'com_1' } })
    expect(await judgementBy('status')).toEqual(checked)
  })

  // A check waits a minute for a token that has just been renewed.
  it('that a renewed token which served, and was revoked, was not renewed in vain', { timeout: 240_000 }, async () => {
    const { access_token } = await on.issued(25)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    for (const token of [access_token, await on.tokenInRow()]) on.sandbox.gazelle.revoke(token)
    // Without an application nothing can be renewed any more.
    const { GAZELLE_CLIENT_ID: _, GAZELLE_CLIENT_SECRET: __, ...others } = on.env
    on.env = others
    const { stdout } = await on.run(['check', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 3, condition: 'refused', works: false, problem: null })
    const { message } = JSON.parse(stdout)
    expect(await judgementBy('status')).toMatchObject({ exitCode: 3, message, condition: 'refused', problem: null })
    expect(await on.answer('doctor')).toMatchObject({
      exitCode: 3,
      checks: expect.arrayContaining([
        expect.objectContaining({ step: 'gazelle-accepts-token', outcome: 'failed', kind: 'refused' }),
      ]),
    })
  })
})
