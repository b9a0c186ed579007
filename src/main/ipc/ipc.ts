import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Observed } from '../../core/base/observed.ts'
import { channels } from '../../shared/ipc.ts'
import { isVerb, type OwnPage, type Request, type Verb } from '../../shared/ipc-schema.ts'
import type { Step } from '../../shared/next-step.ts'
import { fittedPages, pageAt } from '../../shared/own-pages.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { openOwnPages, ownWindowOf } from '../windows/own-window.ts'
import type { Gate } from './gate.ts'
import type { Answer } from './question.ts'
import { readRequest } from './request.ts'

/** Each gets the person's answer to its question, or `yes` if there was none. */
export type VerbHandlers = Readonly<Record<Verb, (answer: Exclude<Answer, 'no'>) => unknown>>
export type RequestHandlers = { readonly [Do in Request['do']]: (request: Extract<Request, { do: Do }>) => unknown }

export interface Handlers {
  readonly verbs: VerbHandlers
  readonly requests: RequestHandlers
}

/** Takes the height, in pixels, that a page needs. */
export type Fit = Partial<Record<OwnPage, (height: number) => void>>

/**
 * Carries out what a window or the tray asks for. Of a failure only the error's name is told: its text might quote what a person
 * typed.
 */
export async function dispatch(
  step: Step,
  { verbs, requests }: Handlers,
  answer: Exclude<Answer, 'no'> = 'yes',
): Promise<void> {
  try {
    if (typeof step === 'string') await verbs[step](answer)
    else await (requests[step.do] as (request: Request) => unknown)(step)
  } catch (error) {
    const what = typeof step === 'string' ? step : step.do
    throw new Error(`${what} could not be carried out (${error instanceof Error ? error.name : typeof error}).`)
  }
}

/**
 * Serves main's side of the contract: carries out what the gate admits, answers with the snapshot, and tells the windows when it
 * changes. `hear` is told of each request before the gate is.
 */
export function serveIpc(
  snapshot: Observed<Snapshot>,
  handlers: Handlers,
  gate: Gate,
  fit: Fit,
  hear: (step: Step) => void = () => undefined,
): void {
  const admitAndCarryOut = async (event: IpcMainInvokeEvent, step: Step): Promise<void> => {
    const { page, presses } = senderOf(event)
    hear(step)
    const answer = await gate.admit(page, presses, step)
    await dispatch(step, handlers, answer)
  }
  ipcMain.handle(channels.verb, async (event, verb: unknown) => {
    senderOf(event)
    if (!isVerb(verb)) throw new Error('This verb is not in the contract.')
    await admitAndCarryOut(event, verb)
  })
  ipcMain.handle(channels.request, async (event, asked: unknown) => {
    senderOf(event)
    await admitAndCarryOut(event, readRequest(asked))
  })
  ipcMain.handle(channels.snapshot, (event) => {
    senderOf(event)
    return snapshot.value
  })
  ipcMain.handle(channels.height, (event, height: unknown) => {
    const { page } = senderOf(event)
    if (!fittedPages.includes(page)) throw new Error('This page may not ask for that.')
    if (typeof height !== 'number' || !(height > 0 && height <= 2000)) throw new Error('This is no height.')
    fit[page]?.(Math.ceil(height))
  })
  snapshot.subscribe((value) => {
    for (const { window } of openOwnPages()) window.webContents.send(channels.changed, value)
  })
}

/** Gives the own window whose main frame sent this from the address that the window was made for; throws for any other sender. */
function senderOf({ sender, senderFrame }: IpcMainInvokeEvent) {
  const own = ownWindowOf(sender)
  // Null if the frame has navigated meanwhile.
  const isItsPage = senderFrame !== null && senderFrame === sender.mainFrame && pageAt(senderFrame.url) === own?.page
  if (own === null || !isItsPage) throw new Error('Only the app’s own pages may ask.')
  return own
}
