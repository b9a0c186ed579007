import { expect, it, vi } from 'vitest'
import { Observed } from '../core/observed.ts'
import { channels, verbs } from '../shared/ipc.ts'
import type { Snapshot } from '../shared/snapshot.ts'
import { type Handlers, serveIpc } from './ipc.ts'

const electron = vi.hoisted(() => ({
  handlers: {} as Record<string, (event: object, asked?: unknown) => unknown>,
}))
vi.mock('electron', () => ({
  app: {},
  BrowserWindow: class {},
  ipcMain: {
    handle: (channel: string, handler: (event: object, asked?: unknown) => unknown) => {
      electron.handlers[channel] = handler
    },
  },
}))

const carriedOut: string[] = []
const noted = new Proxy({}, { get: (_, name) => () => carriedOut.push(String(name)) })
const snapshot = new Observed({} as Snapshot)
serveIpc(snapshot, { verbs: noted, requests: noted } as unknown as Handlers, { popover: () => carriedOut.push('fit') })

const strangers: readonly (object | null)[] = [
  null, // a frame that has gone by
  { url: '' },
  { url: 'https://gazelleapp.io/' },
  { url: 'https://app/popover.html' },
  { url: 'keeper://apple/popover.html' },
  { url: 'keeper://app.example/popover.html' },
  { url: 'file:///keeper://app/popover.html' },
  { url: 'about:blank#keeper://app/' },
]

it.each([
  [channels.verb, verbs[0]],
  [channels.request, { do: 'supabase.url', url: 'https://attacker.example' }],
  [channels.snapshot, undefined],
  [channels.height, 100],
])('%s answers the app’s own pages alone', async (channel, asked) => {
  const ask = async (senderFrame: object | null) => electron.handlers[channel]?.({ senderFrame }, asked)
  for (const stranger of strangers) await expect(ask(stranger)).rejects.toThrow('own pages')
  expect(carriedOut).toEqual([])
  await ask({ url: 'keeper://app/popover.html' })
  carriedOut.length = 0
})
