import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { BusListener, filesOf, foundIn, heapsOf, processesOf, recordStarted, typeInto } from './canaries.ts'
import { proxyAuthorization, startProxy } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { rowOf } from './row.ts'
import { envLines, SetupWindow } from './setup-window.ts'

/** Every secret in every place, in one life of the app that meets them all. */
test('no secret is in clear in any place: files, output, bus, clipboard, processes, heaps, dumps @linux', async ({
  launch,
  sandbox,
  profile,
  desktop,
}) => {
  const { supabaseUrl, supabaseKey, supabaseSecretKey, supabaseEmail: email, gazelleUrl } = sandbox.connection
  const { supabasePassword, gazelleEmail, gazellePassword } = sandbox.connection
  const proxyPassword = `proxy-${randomBytes(12).toString('hex')}`
  const wrongPassword = `wrong-${randomBytes(12).toString('hex')}`
  const right = proxyAuthorization('anne', proxyPassword)
  const proxy = await startProxy((_url, authorization) => authorization === right)
  const bus = await BusListener.start(desktop.env)
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-heaps-'))
  try {
    await writeFile(join(profile, 'settings.json'), JSON.stringify({ gazelleUrl }))
    const app = await launch({ onSandbox: false, switches: ['--enable-logging', ...proxy.switches] })
    const { electron } = app
    const sessions = await recordSessions(electron)
    const startedBy = await recordStarted(electron)
    const setup = await SetupWindow.of(app)
    const { page } = setup

    // The project, with the strong key first; the proxy's password; a user by password, and by code.
    await setup.paste(envLines(supabaseUrl, supabaseSecretKey), 'supabase.paste')
    expect(await setup.clipboard()).toBe('')
    await setup.paste(envLines(supabaseUrl, supabaseKey), 'supabase.paste')
    await typeInto(page, 'User name', 'anne')
    await typeInto(page, 'Password', proxyPassword)
    // The search of a heap finds what is there.
    const probe = `probe-${randomBytes(12).toString('hex')}`
    await page.evaluate((value) => Object.assign(window, { probe: value }), probe)
    expect(foundIn('heap', Object.values(await heapsOf(electron, folder)), { probe })).toEqual(['heap: probe'])
    await page.keyboard.press('Enter')
    await setup.until(({ setup: { proxy } }) => proxy?.isAsking === false, 'an open way')
    await page.getByRole('radio', { name: 'A password' }).click()
    await typeInto(page, 'Email', email)
    for (const password of [wrongPassword, supabasePassword]) {
      await typeInto(page, 'Password', password)
      await page.keyboard.press('Enter')
      await setup.until(
        ({ setup: { supabase } }) => !supabase.isBusy && supabase.said?.about === 'sign-in',
        'an answer',
      )
      // Where it was typed, the field may still be there.
      expect(foundIn('heap', Object.values(await heapsOf(electron, folder)), { password })).toEqual([])
    }
    await setup.until(({ setup: { supabase } }) => supabase.isSignedIn, 'a user')
    await setup.ask('supabase.sign-out')
    await page.getByRole('radio', { name: 'A one-time code' }).click()
    await typeInto(page, 'Email', email)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await setup.until(({ setup: { supabase } }) => supabase.codeSentTo !== null, 'a code on its way')
    const code = /\b\d{6}\b/.exec(sandbox.supabase.mails().at(-1)?.text ?? '')?.[0] ?? ''
    await typeInto(page, 'Code', code)
    await page.keyboard.press('Enter')
    await setup.until(({ isConnected, setup: { supabase } }) => isConnected && supabase.isSignedIn, 'a user by code')

    // The application's secret, which a minute takes out of the clipboard; a token that is pasted; a sign-in by OAuth.
    const redirectUri = 'https://company.example/callback'
    const { clientId, clientSecret } = sandbox.gazelle.registerApplication('Company', [redirectUri])
    await setup.request({ do: 'oauth.set', clientId, redirectUri })
    await aMinuteIsOver(electron)
    await setup.paste(clientSecret, 'oauth.paste-secret')
    await expect.poll(() => setup.clipboard()).toBe('')
    const pasted = sandbox.gazelle.grantPair(clientId)
    await setup.paste(JSON.stringify(pasted), 'paste')
    await setup.ask('paste.save')
    await setup.until(({ condition }) => condition === 'valid', 'a valid token')
    expect(await setup.clipboard()).toBe('')
    await setup.ask('sign-in')
    const { gazelle, guide } = await app.signInWindow()
    await gazelle.getByRole('textbox', { name: /e-?mail/i }).fill(gazelleEmail)
    await gazelle.getByLabel(/password/i).fill(gazellePassword)
    await gazelle.getByRole('button', { name: /sign in/i }).click()
    const allow = gazelle.getByRole('button', { name: 'Authorise' })
    await expect(allow).toBeVisible()
    const cookies = await electron.evaluate(async ({ session }) =>
      (await session.fromPartition('persist:gazelle').cookies.get({})).map(({ value }) => value),
    )
    expect(cookies.filter((value) => value.length >= 16).length).toBeGreaterThan(0)
    expect(guide.isClosed()).toBe(false)

    const row = await rowOf(sandbox)
    const secrets: Record<string, string> = {
      supabaseKey,
      supabaseSecretKey,
      supabasePassword,
      wrongPassword,
      proxyPassword,
      gazellePassword,
      clientSecret,
      // Six digits may stand anywhere; as a text of their own they are the code.
      code: `"${code}"`,
      pastedAccess: pasted.access_token,
      pastedRefresh: String(pasted.refresh_token),
      rowAccess: String(row?.['access_token']),
    }
    for (const [index, value] of cookies.filter((value) => value.length >= 16).entries())
      secrets[`cookie ${index}`] = value
    const tokens = await sessions()
    expect(tokens.length).toBeGreaterThanOrEqual(4)
    for (const [index, value] of tokens.entries()) secrets[`Supabase session ${index}`] = value

    const search = async () => {
      const [running, started] = [processesOf(app), await startedBy()]
      const dumps = await electron.evaluate(({ app }) => app.getPath('crashDumps'))
      const contentsOf = (files: string[]) => files.map((file) => readFileSync(file))
      return [
        ...foundIn('files', contentsOf(await filesOf(profile)), secrets),
        ...foundIn('dumps', contentsOf(await filesOf(dumps)), secrets),
        ...foundIn('output', [Buffer.from(app.output)], secrets),
        ...foundIn('bus', [bus.heard], secrets),
        ...foundIn('clipboard', [Buffer.from(await setup.clipboard())], secrets),
        ...foundIn('arguments', running.args, secrets),
        ...foundIn('arguments once', started.args, secrets),
        ...foundIn('environments', running.environments, secrets),
        ...foundIn('environments once', started.environments, secrets),
        ...Object.entries(await heapsOf(electron, folder)).flatMap(([name, heap]) => foundIn(name, [heap], secrets)),
      ]
    }
    // The popover shows it all; a page of ours that dies leaves no dump with what was in it.
    await setup.ask('check')
    await electron.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .find((each) => each.getURL().includes('guide.html'))
        ?.forcefullyCrashRenderer(),
    )
    expect(await search()).toEqual([])

    // What is put into a place is found there.
    const planted = `planted-${randomBytes(16).toString('hex')}`
    for (const name of Object.keys(secrets)) delete secrets[name]
    Object.assign(secrets, { planted })
    await writeFile(join(profile, 'planted'), planted)
    await setup.copy(planted)
    await setup.page.evaluate((text) => Object.assign(window, { planted: `${text}` }), planted)
    await electron.evaluate(async ({ app }, text) => {
      const { spawn } = process.getBuiltinModule('node:child_process')
      const { mkdirSync, writeFileSync } = process.getBuiltinModule('node:fs')
      console.log(text)
      mkdirSync(app.getPath('crashDumps'), { recursive: true })
      writeFileSync(`${app.getPath('crashDumps')}/planted.dmp`, text)
      const env = { PATH: process.env['PATH'] }
      const told = spawn('sh', ['-c', 'read line', text], { env })
      const given = spawn('sleep', ['60'], { env: { ...env, PLANTED: text } })
      app.on('will-quit', () => [told, given].map((each) => each.kill()))
    }, planted)
    sayOnBus(desktop.env, planted)
    await expect
      .poll(async () => [...new Set(await search())].sort())
      .toEqual(
        [
          'arguments',
          'arguments once',
          'bus',
          'clipboard',
          'dumps',
          'environments',
          'environments once',
          'files',
          'output',
          'settings.html',
        ]
          .map((place) => `${place}: planted`)
          .sort(),
      )
  } finally {
    bus.stop()
    proxy.close()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Every token of a Supabase session that the app is given from now on. */
async function recordSessions(electron: ElectronApplication): Promise<() => Promise<string[]>> {
  await electron.evaluate(({ session }) => {
    const given: string[] = []
    Object.assign(globalThis, { givenTokens: given })
    const own = session.fromPartition('requests-0', { cache: false })
    const fetch = own.fetch.bind(own)
    own.fetch = async (input, init) => {
      const answer = await fetch(input, init)
      if ((input instanceof Request ? input.url : String(input)).includes('/auth/v1/')) {
        const told = (await answer
          .clone()
          .json()
          .catch(() => ({}))) as Record<string, unknown>
        for (const name of ['access_token', 'refresh_token'])
          if (typeof told[name] === 'string') given.push(String(told[name]))
      }
      return answer
    }
  })
  return () => electron.evaluate(() => (globalThis as unknown as { givenTokens: string[] }).givenTokens)
}

/** What main does in a minute it does at once, the next time. */
async function aMinuteIsOver(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(() => {
    const real = globalThis.setTimeout
    globalThis.setTimeout = ((run: () => void, milliseconds: number, ...rest: []) => {
      if (milliseconds !== 60_000) return real(run, milliseconds, ...rest)
      globalThis.setTimeout = real
      return real(run, 0, ...rest)
    }) as typeof setTimeout
  })
}

function sayOnBus(env: Record<string, string>, text: string): void {
  const sent = spawnSync('dbus-send', ['--session', '/', 'org.example.Said', `string:${text}`], {
    env: { ...process.env, ...env },
  })
  expect(sent.status).toBe(0)
}
