import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { settingsOf } from '../../scripts/driver/windows.ts'
import { type OwnPage, type PageAction, pageActions } from '../../src/shared/ipc-schema.ts'
import type { Step } from '../../src/shared/next-step.ts'
import { press } from './asking.ts'
import type { KeeperApp } from './keeper-app.ts'
import { envLines } from './setup-window.ts'

// A page of ours in a stranger's hands: it sends main what it likes, past the lists of its preload.

/** In the page, beside its door: sends on a channel what a text describes, also what JSON has no word for. */
const preload = `
const { contextBridge, ipcRenderer } = require('electron')
const circular = {}
circular.self = circular
const special = {
  undefined: () => undefined, NaN: () => NaN, Infinity: () => Infinity, bigint: () => 9n, date: () => new Date(0),
  map: () => new Map([['do', 'prefer']]), set: () => new Set(['check']), buffer: () => new ArrayBuffer(64),
  error: () => new Error('do'), regexp: () => /check/, circular: () => circular, string: () => new String('check'),
  array: () => Object.assign([], { do: 'prefer', change: {} }), holes: () => [, , 'check'],
}
const isSpecial = (value) => typeof value?.$ === 'string' && Object.hasOwn(special, value.$)
const read = (text) => JSON.parse(text, (_, value) => (isSpecial(value) ? special[value.$]() : value))
contextBridge.exposeInMainWorld('send', (channel, text) =>
  ipcRenderer.invoke(channel, ...read(text)).then(() => 'done', (error) => String(error)))
`

/** Takes the pages over that are loaded from now on; `folder` is where their second preload is put. */
export async function takePagesOver(app: KeeperApp, folder: string): Promise<void> {
  const file = join(folder, 'taken-over.cjs')
  await writeFile(file, preload)
  await app.electron.evaluate(({ session }, file) => {
    // Electron 35 has another name for it.
    const own = session.defaultSession as unknown as {
      registerPreloadScript?: (script: { type: 'frame'; filePath: string }) => void
      setPreloads: (files: string[]) => void
    }
    if (own.registerPreloadScript === undefined) own.setPreloads([file])
    else own.registerPreloadScript({ type: 'frame', filePath: file })
  }, file)
}

/** Loads a page anew, taken over. */
export async function takeOver(page: Page): Promise<void> {
  await page.reload()
  await page.waitForFunction(() => 'send' in window)
}

/** Sends messages at once, each as its arguments; gives what each was answered: 'done', or the error. */
export async function send(
  page: Page,
  messages: readonly (readonly [channel: string, args: string])[],
): Promise<string[]> {
  return await page.evaluate(
    (all) =>
      Promise.all(
        all.map(([channel, args]) =>
          (window as unknown as { send(channel: string, args: string): Promise<string> }).send(channel, args),
        ),
      ),
    messages.map(([channel, args]) => [channel, args] as const),
  )
}

/** A step as the message that asks for it. */
export function messageFor(step: unknown): [channel: string, args: string] {
  return [typeof step === 'string' ? 'keeper:verb' : 'keeper:request', JSON.stringify([step])]
}

/** Each action as a page asks for it. */
export const steps: Readonly<Record<PageAction, Step>> = {
  ...(Object.fromEntries(pageActions.map((action) => [action, action])) as Record<PageAction, Step>),
  'open-settings': { do: 'open-settings', section: 'about' },
  prefer: { do: 'prefer', change: { startsAtLogin: true, language: 'fr' } },
  'finish-setup': { do: 'finish-setup', startsAtLogin: true },
  'invitation.copy': { do: 'invitation.copy', email: 'eve@evil.example' },
  'invitation.save': { do: 'invitation.save', email: 'eve@evil.example' },
  'helper.set': { do: 'helper.set', name: 'Eve', email: 'eve@evil.example', phone: '' },
  'supabase.url': { do: 'supabase.url', url: 'https://evil.example' },
  'supabase.names': { do: 'supabase.names', table: 'system_settings', rowKey: 'row_of_a_stranger' },
  'supabase.sign-in': { do: 'supabase.sign-in', email: 'eve@evil.example', password: 'x' },
  'supabase.send-code': { do: 'supabase.send-code', email: 'eve@evil.example' },
  'supabase.verify-code': { do: 'supabase.verify-code', email: 'eve@evil.example', code: '123456' },
  'proxy.set': { do: 'proxy.set', host: 'evil.example:3128', user: 'eve', password: 'x' },
  'oauth.set': { do: 'oauth.set', clientId: 'of-eve', redirectUri: 'https://evil.example/callback' },
  'oauth.in-browser': { do: 'oauth.in-browser', isWanted: true },
  'alerts.paste': { do: 'alerts.paste', field: 'slack.address' },
  'alerts.email': {
    do: 'alerts.email',
    to: 'eve@evil.example',
    server: 'smtps://evil.example',
    user: '',
    password: '',
    from: 'eve@evil.example',
  },
  'alerts.failures': { do: 'alerts.failures', isWanted: true },
  'alerts.test': { do: 'alerts.test', target: 'slack' },
  'alerts.forget': { do: 'alerts.forget', target: 'slack' },
  'function.copy': { do: 'function.copy', what: 'secrets' },
  'save-history': { do: 'save-history', form: 'csv' },
  'shortcut.set': { do: 'shortcut.set', keys: 'Control+Alt+G' },
  'own-data.remove': { do: 'own-data.remove', what: ['profile'] },
}

/** All three pages, taken over, on the sandbox's connection, with the stranger's project in the clipboard. */
export async function openAll(app: KeeperApp, folder: string): Promise<Record<OwnPage, Page>> {
  const { page: popover } = await app.openPopover()
  await popover.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'supabase' }))
  await press(popover)
  await popover.evaluate(() => window.keeper.ask('sign-in'))
  const { guide } = await app.signInWindow()
  const settings = await settingsOf(app.electron)
  await takePagesOver(app, folder)
  const pages = { popover, guide, settings }
  for (const page of Object.values(pages)) await takeOver(page)
  await app.electron.evaluate(
    async ({ clipboard }, text) => void (await clipboard.writeText(text)),
    envLines('https://evil.example', `sb_publishable_${'e'.repeat(31)}`),
  )
  return pages
}

/** What a stranger would like to change. */
export async function standing(app: KeeperApp, page: Page) {
  const { setup, isConnected, isSandbox, secrets, language } = await page.evaluate(() => window.keeper.snapshot())
  const { supabase, oauth, preferences, commandLine, shortcut, proxy, alerts, gazelleUrl } = setup
  const windows = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  const { said: _said, isBusy: _isBusy, ...project } = supabase
  return {
    project,
    oauth,
    preferences,
    commandLine,
    shortcut,
    proxy,
    alerts,
    gazelleUrl,
    isConnected,
    isSandbox,
    secrets,
    language,
    windows,
  }
}
