import { contextBridge, ipcRenderer } from 'electron'
import { channels, type KeeperDoor } from '../shared/ipc.ts'
import { mayAsk, type OwnPage } from '../shared/ipc-schema.ts'
import { fittedPages, pageAt } from '../shared/own-pages.ts'
import type { Snapshot } from '../shared/snapshot.ts'

const page = pageAt(location.href)
if (page !== null) contextBridge.exposeInMainWorld('keeper', doorOf(page))

/** The page's door to main. Actions outside the page's list do not pass. */
function doorOf(page: OwnPage): Omit<KeeperDoor, 'fit'> & Partial<KeeperDoor> {
  // Fetched before the page's scripts are there, and kept up to date until they listen.
  let latest: Promise<Snapshot> | Snapshot = ipcRenderer.invoke(channels.snapshot)
  ipcRenderer.on(channels.changed, (_event, snapshot: Snapshot) => {
    latest = snapshot
  })
  const ifListed = async (action: unknown, channel: string, asked: unknown): Promise<void> => {
    if (!mayAsk(page, String(action))) throw new Error('This page may not ask for that.')
    await ipcRenderer.invoke(channel, asked)
  }
  return {
    ask: (verb) => ifListed(verb, channels.verb, verb),
    request: (request) => ifListed(request?.do, channels.request, request),
    snapshot: async () => latest,
    onChange(reader) {
      const listener = (_event: unknown, snapshot: Snapshot) => reader(snapshot)
      ipcRenderer.on(channels.changed, listener)
      return () => ipcRenderer.off(channels.changed, listener)
    },
    ...(fittedPages.includes(page) ? { fit: (height: number) => ipcRenderer.invoke(channels.height, height) } : {}),
  }
}
