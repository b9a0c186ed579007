import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { envLines, launchFromNothing, SetupWindow } from './setup-window.ts'

// What is typed or pasted while the app is set up is in clear in no snapshot, no error, no output and no file.

test.use({ launch: launchFromNothing })

test('passwords, codes, keys, tokens and client secrets stay in main', async ({ launch, sandbox, profile }) => {
  const { supabaseUrl, supabaseKey, supabaseSecretKey, supabaseEmail: email, supabasePassword } = sandbox.connection
  const app = await launch({ switches: ['--enable-logging'] })
  const setup = await SetupWindow.of(app)
  await setup.page.evaluate(() => {
    const told: string[] = []
    Object.assign(window, { told })
    window.keeper.onChange((snapshot) => told.push(JSON.stringify(snapshot)))
  })
  const wrongPassword = 'wrong-password-of-this-test'
  const redirectUri = 'https://company.example/callback'
  const { clientId, clientSecret } = sandbox.gazelle.registerApplication('Company', [redirectUri])
  const token = sandbox.gazelle.grantPair()

  await setup.paste(envLines(supabaseUrl, supabaseSecretKey), 'supabase.paste')
  await setup.paste(envLines(supabaseUrl, supabaseKey), 'supabase.paste')
  await setup.request({ do: 'supabase.sign-in', email, password: wrongPassword })
  await setup.request({ do: 'supabase.send-code', email })
  const code = /\b\d{6}\b/.exec(sandbox.supabase.mails().at(-1)?.text ?? '')?.[0] ?? ''
  await setup.request({ do: 'supabase.verify-code', email, code })
  await setup.request({ do: 'supabase.sign-in', email, password: supabasePassword })
  await setup.request({ do: 'oauth.set', clientId, redirectUri })
  await setup.paste(clientSecret, 'oauth.paste-secret')
  await setup.paste(JSON.stringify(token), 'paste')
  await setup.ask('paste.save')
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  await setup.checklist()
  await setup.ask('test')
  const refused: string = await setup.page.evaluate(
    (password) =>
      // biome-ignore lint/suspicious/noExplicitAny: what is not in the contract
      window.keeper.request({ do: 'supabase.sign-in', password } as any).then(
        () => 'taken',
        (error: Error) => String(error),
      ),
    supabasePassword,
  )
  expect(refused).toContain('not in the contract')

  const told: string[] = await setup.page.evaluate(() => (window as unknown as { told: string[] }).told)
  told.push(JSON.stringify(await setup.snapshot()), refused)
  // The search finds what is there.
  expect(told.some((each) => each.includes(email))).toBe(true)
  expect(told.some((each) => each.includes(clientId))).toBe(true)
  await app.close()

  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  expect(files.some((file) => readFileSync(file).includes(supabaseUrl))).toBe(true)
  const secrets = [
    supabaseKey,
    supabaseSecretKey,
    supabasePassword,
    wrongPassword,
    clientSecret,
    token.access_token,
    String(token.refresh_token),
  ]
  for (const secret of secrets) {
    for (const text of [...told, app.output]) expect(text).not.toContain(secret)
    for (const form of [Buffer.from(secret), Buffer.from(secret, 'utf16le')])
      expect(files.filter((file) => readFileSync(file).includes(form))).toEqual([])
  }
  // Six digits may stand in many places by chance, but not as a text of their own.
  for (const text of told) expect(text).not.toContain(`"${code}"`)
})
