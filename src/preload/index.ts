import { contextBridge, ipcRenderer } from 'electron'
import { channels, type KeeperDoor } from '../shared/ipc.ts'
import type { Snapshot } from '../shared/snapshot.ts'

const door: KeeperDoor = {
  ask: (verb) => ipcRenderer.invoke(channels.verb, verb),
  request: (request) => ipcRenderer.invoke(channels.request, request),
  snapshot: () => ipcRenderer.invoke(channels.snapshot),
  fit: (height) => ipcRenderer.invoke(channels.height, height),
  onChange(reader) {
    const listener = (_event: unknown, snapshot: Snapshot) => reader(snapshot)
    ipcRenderer.on(channels.changed, listener)
    return () => ipcRenderer.off(channels.changed, listener)
  },
}

contextBridge.exposeInMainWorld('keeper', door)
