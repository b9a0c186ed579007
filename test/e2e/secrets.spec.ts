import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { askFrom } from './asking.ts'
import { filesOf, formsOf } from './canaries.ts'
import { expect, test, withDesktop } from './fixtures.ts'
import { rowOf } from './row.ts'

/** From now on, keeps every message that main sends to a window or answers it with. */
async function recordIpc(electron: ElectronApplication): Promise<void> {
  // The icon stands before the rest of the app is loaded, which answers the pages.
  const answersPages = () =>
    electron.evaluate(({ ipcMain }) =>
      (ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.has('keeper:snapshot'),
    )
  await expect.poll(answersPages).toBe(true)
  await electron.evaluate(({ app, ipcMain, webContents }) => {
    const messages: string[] = []
    Object.assign(globalThis, { recordedIpc: messages })
    const record = (contents: Electron.WebContents) => {
      const send = contents.send.bind(contents)
      contents.send = (channel, ...args) => {
        messages.push(JSON.stringify([channel, args]))
        send(channel, ...args)
      }
    }
    webContents.getAllWebContents().forEach(record)
    app.on('web-contents-created', (_event, contents) => record(contents))
    // Electron keeps the handlers in a map of its own.
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (...args: unknown[]) => Promise<unknown>>
    }
    for (const [channel, handler] of handlers) {
      handlers.set(channel, async (event, ...args) => {
        const answer = await handler(event, ...args)
        messages.push(JSON.stringify([channel, args, answer]))
        return answer
      })
    }
  })
}

for (const header of ['bearer', 'api-key'] as const) {
  test(`a ${header} token is in clear in no file, no output and no message to a window`, async ({
    launch,
    sandbox,
    profile,
  }) => {
    sandbox.gazelle.configure({ carriage: { header, from: 'page' } })
    const app = await launch({ switches: ['--enable-logging'] })
    await recordIpc(app.electron)
    const popover = await app.signIn()
    await popover.expectCondition('valid')
    await askFrom(popover.page, 'check')
    // A page asks for the snapshot once, at its beginning.
    await popover.page.reload()
    await popover.expectCondition('valid')
    const messages: string[] = await app.electron.evaluate(
      () => (globalThis as unknown as { recordedIpc: string[] }).recordedIpc,
    )
    await app.close()

    const row = await rowOf(sandbox)
    const token = String(row?.['access_token'])
    expect(token.length).toBeGreaterThanOrEqual(32)
    const secrets = [token, sandbox.connection.supabasePassword, sandbox.connection.gazellePassword]
    const files = await filesOf(profile)
    expect(files.length).toBeGreaterThan(10)
    // The search finds what is there: the token's fingerprint in messages of both kinds, a known setting in a file.
    const mark = fingerprint(token)
    for (const channel of ['keeper:changed', 'keeper:snapshot']) {
      expect(messages.some((message) => message.includes(channel) && message.includes(mark))).toBe(true)
    }
    expect(files.some((file) => readFileSync(file).includes('staysSignedIn'))).toBe(true)

    for (const secret of secrets.flatMap(formsOf)) {
      expect(files.filter((file) => readFileSync(file).includes(secret))).toEqual([])
      for (const text of [app.output, ...messages]) expect(Buffer.from(text).includes(secret)).toBe(false)
    }
  })
}

test('the Supabase session survives a restart as ciphertext of the keychain', async ({ launch, profile, sandbox }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await app.close()
  const secrets: Record<string, string> = JSON.parse(readFileSync(join(profile, 'secrets.json'), 'utf8'))
  const [ciphertext] = Object.values(secrets)
  expect(
    Buffer.from(ciphertext ?? '', 'base64')
      .subarray(0, 3)
      .toString(),
  ).toMatch(/^v1[01]$/)

  const before = await signInsOf(sandbox.connection.supabaseEmail)
  const again = await launch()
  await (await again.openPopover()).expectCondition('missing')
  expect(await signInsOf(sandbox.connection.supabaseEmail)).toBe(before)

  async function signInsOf(email: string): Promise<number> {
    const rows = await sandbox.supabase.sql`
      select 1 from auth.sessions join auth.users on users.id = sessions.user_id where email = ${email}`
    return rows.length
  }
})

test('without a keychain it says so, and keeps nothing on disk @linux', async ({ launch, profile }) => {
  await withDesktop(false, async (desktop) => {
    const app = await launch({ desktop })
    const popover = await app.signIn()
    await popover.expectCondition('valid')
    await popover.expectText('No keychain is unlocked')
    await app.close()
    const kept = (await filesOf(profile)).filter((file) => /secrets\.json|Partitions/.test(file))
    expect(kept).toEqual([])
  })
})
