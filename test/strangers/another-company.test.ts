import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

const fixture = cliFixture()
const ours = 'Accord et Mécanique'
const theirs = { company: { id: 'com_2', name: 'Pianos Belzébuth' }, firstName: 'Cy', lastName: 'Voleur' }

/** A token pair of a user of this account. */
function pairOf(account: typeof theirs) {
  const { gazelle } = fixture.sandbox
  const { email } = gazelle.registerUser(account)
  const { access_token: token, refresh_token: refreshToken } = gazelle.grantPair(undefined, email)
  return { token, refreshToken: refreshToken ?? '' }
}

describe('a token of another company than the row’s', () => {
  it('is not saved by `set`, which names both and says what to do', async () => {
    const { access_token: inRow } = await fixture.issued(1)
    const { token } = pairOf(theirs)
    const { code, stderr } = await fixture.run(['set'], { input: token })
    expect(code).toBe(3)
    expect(stderr).toContain(ours)
    expect(stderr).toContain(theirs.company.name)
    expect(stderr).toContain('--another-company')
    expect(await fixture.tokenInRow()).toBe(inRow)
    // What comes after it does not save it either.
    const status = await fixture.run(['status'])
    expect(status).toMatchObject({ code: 0, stderr: expect.stringContaining(theirs.company.name) })
    expect(status.stdout).toContain(`${ours} (Camille Desmarteaux)`)
    expect((await fixture.run(['check'])).code).toBe(0)
    expect(await fixture.tokenInRow()).toBe(inRow)
  })

  it('is not saved while the row’s own is dead either, once it is known whose it was', async () => {
    const { access_token: inRow } = await fixture.issued(1)
    await fixture.run(['check'])
    fixture.sandbox.gazelle.revoke(inRow)
    const { token } = pairOf(theirs)
    const { code } = await fixture.run(['set'], { input: token })
    expect(code).toBe(3)
    expect(await fixture.tokenInRow()).toBe(inRow)
  })

  it('is saved where a person says so, and keeps nothing of the old one beside it', async () => {
    await fixture.issued(1)
    const { token } = pairOf(theirs)
    const { code } = await fixture.run(['set', '--another-company'], { input: token })
    expect(code).toBe(0)
    const [row] = await fixture.sandbox.supabase.sql`select value from system_settings`
    expect(row?.['value']).toMatchObject({ access_token: token })
    expect(row?.['value']).not.toHaveProperty('refresh_token')
    const { stdout, stderr, code: after } = await fixture.run(['status'])
    expect(stdout).toContain(`${theirs.company.name} (Cy Voleur)`)
    expect(stderr).toBe('')
    expect(after).toBe(0)
  })

  it('is told apart by its company’s id, whatever the names', async () => {
    const { access_token: inRow } = await fixture.issued(1)
    const { token } = pairOf({ ...theirs, company: { id: 'com_3', name: ours } })
    const { code, stderr } = await fixture.run(['set'], { input: token })
    expect({ code, row: await fixture.tokenInRow() }).toEqual({ code: 3, row: inRow })
    expect(stderr).toContain(`${ours} (com_3)`)
  })

  it('is told in JSON', async () => {
    await fixture.issued(1)
    const { token } = pairOf(theirs)
    const { stdout } = await fixture.run(['set', '--json'], { input: token })
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'other-company',
      exitCode: 3,
      fingerprint: fingerprint(token),
      account: { companyId: 'com_1', company: ours },
    })
  })
})

describe('a token of another user of the same company', () => {
  it('is saved, and the change is told', async () => {
    await fixture.issued(1)
    const { token } = pairOf({ ...theirs, company: { id: 'com_1', name: ours } })
    const { code, stdout, stderr } = await fixture.run(['set'], { input: token })
    expect(code).toBe(0)
    expect(`${stdout}${stderr}`).toContain('Camille Desmarteaux')
    expect(`${stdout}${stderr}`).toContain('Cy Voleur')
    expect(await fixture.tokenInRow()).toBe(token)
  })
})

describe('what another program wrote in the row', () => {
  it.each(['check', 'status'])('is told by `%s` where it is another company’s, with both names', async (command) => {
    await fixture.issued(1)
    await fixture.run(['check'])
    const { token } = pairOf(theirs)
    await fixture.putRow({ access_token: token, expires_in: 2_592_000, created_at: Math.floor(Date.now() / 1000) })
    for (const _ of ['at once', 'until a person has said a word on it']) {
      const { code, stdout, stderr } = await fixture.run([command])
      expect(code).toBe(3)
      expect(`${stdout}${stderr}`).toContain(ours)
      expect(`${stdout}${stderr}`).toContain(theirs.company.name)
      expect(await fixture.tokenInRow()).toBe(token)
    }
    const { code } = await fixture.run(['set', '--another-company'], { input: token })
    expect(code).toBe(0)
    expect((await fixture.run([command])).code).toBe(0)
  })

  it('gives way to a token of the earlier company on a person’s word', async () => {
    const { access_token: inRow } = await fixture.issued(1)
    await fixture.run(['check'])
    const { token } = pairOf(theirs)
    await fixture.putRow({ access_token: token, expires_in: 2_592_000, created_at: Math.floor(Date.now() / 1000) })
    await fixture.run(['check'])
    expect((await fixture.run(['set', '--another-company'], { input: inRow })).code).toBe(0)
    expect(await fixture.tokenInRow()).toBe(inRow)
    expect((await fixture.run(['status'])).code).toBe(0)
  })

  it('is told by `run` before the program starts', async () => {
    await fixture.issued(1)
    await fixture.run(['check'])
    const { token } = pairOf(theirs)
    await fixture.putRow({ access_token: token, expires_in: 2_592_000, created_at: Math.floor(Date.now() / 1000) })
    const { stderr } = await fixture.run(['run', '--', 'true'])
    expect(stderr).toContain(theirs.company.name)
  })
})

describe('an API that does not tell whose a token is', () => {
  it('counts no token as another company’s, and takes no more questions once that is known', async () => {
    const { gazelle } = fixture.sandbox
    gazelle.configure({ tellsAccount: false })
    await fixture.issued(1)
    const { token } = pairOf(theirs)
    expect((await fixture.run(['set'], { input: token })).code).toBe(0)
    expect(await fixture.tokenInRow()).toBe(token)
    expect((await fixture.run(['status'])).code).toBe(0)
  })
})
