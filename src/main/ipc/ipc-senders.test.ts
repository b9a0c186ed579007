import { expect, it, vi } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { channels } from '../../shared/ipc.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Gate } from './gate.ts'
import { type Handlers, serveIpc } from './ipc.ts'

const electron = vi.hoisted(() => ({
  handlers: {} as Record<string, (event: object, asked?: unknown) => unknown>,
  /** What the popover's window shows. */
  popover: {},
}))
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: (event: object, asked?: unknown) => unknown) => {
      electron.handlers[channel] = handler
    },
  },
}))
vi.mock('../windows/own-window.ts', () => ({
  openOwnPages: () => [],
  ownWindowOf: (contents: object) => (contents === electron.popover ? { page: 'popover', presses: {} } : null),
}))

const carriedOut: string[] = []
const noted = new Proxy({}, { get: (_, name) => () => carriedOut.push(String(name)) })
const snapshot = new Observed({} as Snapshot)
const open = { admit: async () => undefined } as unknown as Gate
const fit = { popover: () => void carriedOut.push('fit') }
serveIpc(snapshot, { verbs: noted, requests: noted } as unknown as Handlers, open, fit)

const ours = 'keeper://app/popover.html'
const strangers = [
  '',
  'https://gazelleapp.io/',
  'https://app/popover.html',
  'keeper://apple/popover.html',
  'keeper://app.example/popover.html',
  'file:///keeper://app/popover.html',
  'about:blank#keeper://app/',
  'keeper://app/settings.html',
]

it.each([
  [channels.verb, 'check'],
  [channels.request, { do: 'open-settings', section: 'general' }],
  [channels.snapshot, undefined],
  [channels.height, 100],
])('%s answers the app’s own pages alone', async (channel, asked) => {
  const ask = async (sender: object, senderFrame: object | null) =>
    electron.handlers[channel]?.({ sender, senderFrame }, asked)
  const page = (url: string) => {
    const mainFrame = { url }
    return Object.assign(electron.popover, { mainFrame })
  }
  for (const url of strangers) {
    await expect(ask(page(url), page(url).mainFrame)).rejects.toThrow('own pages')
  }
  // A frame that has gone by, one in the page, and a page of ours in a window that is none of ours.
  await expect(ask(page(ours), null)).rejects.toThrow('own pages')
  await expect(ask(page(ours), { url: ours })).rejects.toThrow('own pages')
  const mainFrame = { url: ours }
  await expect(ask({ mainFrame }, mainFrame)).rejects.toThrow('own pages')
  expect(carriedOut).toEqual([])

  const { mainFrame: own } = page(ours)
  await ask(electron.popover, own)
  carriedOut.length = 0
})
