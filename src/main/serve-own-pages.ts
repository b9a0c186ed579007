import { app } from 'electron'
import type { Observed } from '../core/base/observed.ts'
import type { OwnPage } from '../shared/ipc-schema.ts'
import type { Step } from '../shared/next-step.ts'
import type { Snapshot } from '../shared/snapshot.ts'
import type { Log } from './diagnostics/log.ts'
import { Gate } from './ipc/gate.ts'
import { type Fit, type Handlers, serveIpc } from './ipc/ipc.ts'
import { questionBefore } from './ipc/question-before.ts'
import type { Questions } from './ipc/questions.ts'
import { servePages } from './windows/pages.ts'

export interface OwnPages {
  readonly snapshot: Observed<Snapshot>
  readonly handlers: Handlers
  readonly fit: Fit
  readonly questions: Questions
  /** Whether there are tokens that Gazelle would revoke for the OAuth application. */
  readonly canRevoke: () => boolean
  readonly log: Log
}

/** Serves the app's own pages: their files, the popover with its first paint, and their requests, through the gate. */
export function serveOwnPages({ snapshot, handlers, fit, questions, canRevoke, log }: OwnPages): void {
  let drawing: Promise<typeof import('../first-paint/index.ts')> | null = null
  const loadDrawing = () => {
    drawing ??= import('../first-paint/index.ts')
    drawing.catch(() => undefined)
    return drawing
  }
  const paint = async (shown: Snapshot) => (await loadDrawing()).firstPaintOf(shown)
  const beginningOf = async (page: OwnPage) => {
    const shown = snapshot.value
    // A popover that cannot be drawn here draws itself later.
    const firstPaint = page === 'popover' ? await paint(shown).catch(() => null) : null
    return { language: shown.language, firstPaint }
  }
  // Most apps lie in the tray unopened, without the session of the pages. Electron takes longer to make a window's process than the
  // drawing takes to load.
  app.once('browser-window-created', () => {
    servePages(beginningOf)
    void loadDrawing()
  })
  const gate = new Gate({
    questions,
    questionBefore: (step) => questionBefore(step, { ...snapshot.value, canRevoke: canRevoke() }),
    isAssisted: () => app.accessibilitySupportEnabled,
  })
  serveIpc(snapshot, handlers, gate, fit, (step) => noteStep(step, log))
}

/** Logs which action is asked for. A password or code typed for it is hidden from then on. */
function noteStep(step: Step, log: Log): void {
  if (typeof step === 'object' && 'password' in step) log.hide(step.password)
  if (typeof step === 'object' && 'code' in step) log.hide(step.code)
  log.debug(`asked for: ${typeof step === 'string' ? step : step.do}`)
}
