import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Observed } from '../core/observed.ts'
import { channels, type Verb, verbs } from '../shared/ipc.ts'
import type { Snapshot } from '../shared/snapshot.ts'
import { pagesOrigin } from './pages.ts'

export type VerbHandlers = Readonly<Record<Verb, () => unknown>>

/** Opens main's side of the contract: carries verbs out, answers with the snapshot, tells the windows when it changes. */
export function serveIpc(
  snapshot: Observed<Snapshot>,
  handlers: VerbHandlers,
  onHeight: (height: number) => void,
): void {
  ipcMain.handle(channels.verb, async (event, verb: unknown) => {
    refuseStrangers(event)
    if (!isVerb(verb)) throw new Error('This verb is not in the contract.')
    await handlers[verb]()
  })
  ipcMain.handle(channels.snapshot, (event) => {
    refuseStrangers(event)
    return snapshot.value
  })
  ipcMain.handle(channels.height, (event, height: unknown) => {
    refuseStrangers(event)
    if (typeof height !== 'number' || !(height > 0 && height <= 2000)) throw new Error('This is no height.')
    onHeight(Math.ceil(height))
  })
  snapshot.subscribe((value) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (isOwn(window.webContents.getURL())) window.webContents.send(channels.changed, value)
    }
  })
}

function isVerb(value: unknown): value is Verb {
  return verbs.some((verb) => verb === value)
}

function isOwn(url: string): boolean {
  return url.startsWith(`${pagesOrigin}/`)
}

function refuseStrangers(event: IpcMainInvokeEvent): void {
  if (!isOwn(event.senderFrame?.url ?? '')) throw new Error('Only the app’s own pages may ask.')
}
