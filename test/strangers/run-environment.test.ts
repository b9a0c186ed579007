import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cliFixture } from '../cli/cli-fixture.ts'
import { cli } from '../cli/cli-process.ts'

const on = cliFixture()

/** Runs a program that tells its whole environment; gives that. */
async function told(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const print = [process.execPath, '-e', 'console.log(JSON.stringify(process.env))']
  // It has the token, which no other command may print.
  const { code, stdout, stderr } = await cli(['run', ...args, '--', ...print], { env })
  expect({ code, stderr: stderr.replace(/^Configuration from the file .*\n/, '') }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

/** All that the keeper of the sandbox can open something with. */
const secrets = () => {
  const { supabaseSecretKey, supabaseKey, supabasePassword, oauthClientSecret } = on.sandbox.connection
  return [supabaseSecretKey, supabaseKey, supabasePassword, oauthClientSecret]
}

describe('the program that run starts', () => {
  it('has the token, and no key, password or secret of the keeper', async () => {
    const { access_token: token, refresh_token: refresh } = { refresh_token: '-', ...(await on.issued(3)) }
    const { connection } = on.sandbox
    const env = {
      ...on.env,
      SUPABASE_SERVICE_ROLE_KEY: connection.supabaseSecretKey,
      OTHER: connection.supabasePassword,
    }
    const environment = await told([], { ...env, KEPT: 'kept' })
    expect(environment).toMatchObject({
      KEPT: 'kept',
      SUPABASE_URL: connection.supabaseUrl,
      GAZELLE_ACCESS_TOKEN: token,
      GAZELLE_HEADER_NAME: 'Authorization',
      GAZELLE_HEADER_VALUE: `Bearer ${token}`,
    })
    for (const secret of [...secrets(), refresh]) expect(JSON.stringify(environment)).not.toContain(`"${secret}"`)
  })

  it('has none of another source’s either', async () => {
    await on.issued(3)
    const { PATH, HOME, LANG, XDG_STATE_HOME: _, ...variables } = on.env
    const file = join(mkdtempSync(join(on.home, 'file-')), 'keeper.env')
    const content = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(file, content.join(''), { mode: 0o600 })
    const { connection } = on.sandbox
    const env = { PATH, HOME, LANG, SUPABASE_KEY: 'unused', COPY: connection.oauthClientSecret }
    const environment = await told(['--config', file], env)
    expect(environment['SUPABASE_KEY']).toBeUndefined()
    for (const secret of secrets()) expect(JSON.stringify(environment)).not.toContain(`"${secret}"`)
  })

  it('has what is asked for by name', async () => {
    await on.issued(3)
    const environment = await told(['--keep-env', 'SUPABASE_KEY', '--keep-env', 'SUPABASE_PASSWORD'], on.env)
    const { connection } = on.sandbox
    expect(environment).toMatchObject({
      SUPABASE_KEY: connection.supabaseKey,
      SUPABASE_PASSWORD: connection.supabasePassword,
    })
    expect(environment['GAZELLE_CLIENT_SECRET']).toBeUndefined()
  })
})
