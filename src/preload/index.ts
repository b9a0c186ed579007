import { contextBridge, ipcRenderer } from 'electron'
import { channels, type KeeperDoor } from '../shared/ipc.ts'
import type { Snapshot } from '../shared/snapshot.ts'

// Asked for before the page's scripts are there, and kept up to date until they listen.
let latest: Promise<Snapshot> | Snapshot = ipcRenderer.invoke(channels.snapshot)
ipcRenderer.on(channels.changed, (_event, snapshot: Snapshot) => {
  latest = snapshot
})

const door: KeeperDoor = {
  ask: (verb) => ipcRenderer.invoke(channels.verb, verb),
  request: (request) => ipcRenderer.invoke(channels.request, request),
  snapshot: async () => latest,
  fit: (height) => ipcRenderer.invoke(channels.height, height),
  onChange(reader) {
    const listener = (_event: unknown, snapshot: Snapshot) => reader(snapshot)
    ipcRenderer.on(channels.changed, listener)
    return () => ipcRenderer.off(channels.changed, listener)
  },
}

contextBridge.exposeInMainWorld('keeper', door)
