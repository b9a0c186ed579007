import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Observed } from '../core/observed.ts'
import { channels, type Verb, verbs } from '../shared/ipc.ts'
import type { Step } from '../shared/next-step.ts'
import type { Request } from '../shared/setup.ts'
import type { Snapshot } from '../shared/snapshot.ts'
import { type OwnPage, openOwnPages } from './own-window.ts'
import { pagesOrigin } from './pages.ts'
import { readRequest } from './setup/request.ts'

export type VerbHandlers = Readonly<Record<Verb, () => unknown>>
export type RequestHandlers = { readonly [Do in Request['do']]: (request: Extract<Request, { do: Do }>) => unknown }

export interface Handlers {
  readonly verbs: VerbHandlers
  readonly requests: RequestHandlers
}

/** What takes the height, in pixels, that a page needs. */
export type Fit = Partial<Record<OwnPage, (height: number) => void>>

/**
 * Carries out what a window or the tray asks for. What fails is told by the error's name alone: its text might quote what
 * somebody typed.
 */
export async function carryOut(step: Step, { verbs, requests }: Handlers): Promise<void> {
  try {
    if (typeof step === 'string') await verbs[step]()
    else await (requests[step.do] as (request: Request) => unknown)(step)
  } catch (error) {
    const what = typeof step === 'string' ? step : step.do
    throw new Error(`${what} could not be carried out (${error instanceof Error ? error.name : typeof error}).`)
  }
}

/**
 * Opens main's side of the contract: carries verbs and requests out, answers with the snapshot, tells the windows when it
 * changes. `hear` is told of what is asked for, before it is carried out.
 */
export function serveIpc(
  snapshot: Observed<Snapshot>,
  handlers: Handlers,
  fit: Fit,
  hear: (step: Step) => void = () => undefined,
): void {
  ipcMain.handle(channels.verb, async (event, verb: unknown) => {
    refuseStrangers(event)
    if (!isVerb(verb)) throw new Error('This verb is not in the contract.')
    hear(verb)
    await carryOut(verb, handlers)
  })
  ipcMain.handle(channels.request, async (event, asked: unknown) => {
    refuseStrangers(event)
    const request = readRequest(asked)
    hear(request)
    await carryOut(request, handlers)
  })
  ipcMain.handle(channels.snapshot, (event) => {
    refuseStrangers(event)
    return snapshot.value
  })
  ipcMain.handle(channels.height, (event, height: unknown) => {
    refuseStrangers(event)
    if (typeof height !== 'number' || !(height > 0 && height <= 2000)) throw new Error('This is no height.')
    fit[pageOf(event)]?.(Math.ceil(height))
  })
  snapshot.subscribe((value) => {
    for (const { window } of openOwnPages()) window.webContents.send(channels.changed, value)
  })
}

function isVerb(value: unknown): value is Verb {
  return verbs.some((verb) => verb === value)
}

function isOwn(url: string): boolean {
  return url.startsWith(`${pagesOrigin}/`)
}

function pageOf(event: IpcMainInvokeEvent): OwnPage {
  return new URL(event.senderFrame?.url ?? '').pathname.slice(1, -'.html'.length) as OwnPage
}

function refuseStrangers(event: IpcMainInvokeEvent): void {
  if (!isOwn(event.senderFrame?.url ?? '')) throw new Error('Only the app’s own pages may ask.')
}
