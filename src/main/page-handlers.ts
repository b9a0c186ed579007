import { app } from 'electron'
import type { Observed } from '../core/base/observed.ts'
import type { Answer, Snapshot } from '../shared/snapshot.ts'
import { diagnosticsReport } from './diagnostics/diagnostics.ts'
import type { MishapsControl } from './diagnostics/mishaps.ts'
import { logFolder } from './diagnostics/open-log.ts'
import { beginReport, openLogFolder } from './diagnostics/report.ts'
import { saveHistory } from './diagnostics/save-history.ts'
import { tryAgain } from './follow-keychain.ts'
import type { Handlers } from './ipc/ipc.ts'
import type { KeeperAndSignIn } from './keeper-and-sign-in.ts'
import type { Keychain } from './keychain/keychain.ts'
import type { Windows } from './open-windows.ts'
import type { Remembered } from './remembered.ts'
import { type Forgotten, forGood } from './setup/forgotten.ts'
import type { Controls } from './setup/setup.ts'
import { setupRequests, setupVerbs } from './setup/verbs.ts'
import type { Answers } from './shell/answers.ts'
import type { Undo } from './shell/undo.ts'
import type { SignInWay } from './sign-in/sign-in-way.ts'
import type { PopoverWindow } from './windows/popover-window.ts'

export interface HandledParts {
  readonly keychain: Keychain
  readonly remembered: Remembered
  readonly keeperAndSignIn: KeeperAndSignIn
  readonly mishaps: MishapsControl
  readonly controls: Controls
  readonly snapshot: Observed<Snapshot>
  readonly windows: Windows
  readonly popover: PopoverWindow
  readonly signInWay: SignInWay
  readonly answers: Answers
  readonly undo: Undo
  /** Checks the token; `forced`: a person wants a new one. */
  readonly check: (request: { readonly asked: true; readonly forced?: true }) => Promise<void>
}

/** The app's handler for each action that a page or the tray's menu may ask for. */
export function handlersOf(parts: HandledParts): Handlers {
  const { keychain, mishaps, controls, snapshot, windows, popover, signInWay, answers, undo, check } = parts
  const { vault, activity, words } = parts.remembered
  const { keeper, signIn, company } = parts.keeperAndSignIn
  const report = () => diagnosticsReport(snapshot.value, activity.events.value, keeper.now())
  const copyDiagnostics = async () => {
    await controls.clipboard.copy(report())
    answers.give('diagnostics-copied')
  }
  const forget = (answer: Answer, act: () => Promise<Forgotten | null>) => {
    // What could not be read can only be forgotten for good.
    const isUnread = vault.state.value.unread !== null
    return undo.forget(answer, async () => {
      const forgotten = await act()
      return isUnread ? forgotten && forGood(forgotten) : forgotten
    })
  }
  return {
    verbs: {
      ...setupVerbs(controls),
      'copy-diagnostics': () => copyDiagnostics(),
      'report-problem': async () => {
        await copyDiagnostics()
        const to = controls.invitation.state.value.helper?.email
        if (to) await beginReport(to, words.translate())
      },
      'open-log': () => openLogFolder(logFolder()),
      'dismiss-mishaps': () => mishaps.dismiss(),
      check: () => check({ asked: true }),
      renew: async () => {
        const before = keeper.state.value.token?.fingerprint
        await check({ asked: true, forced: true })
        const { token, problem } = keeper.state.value
        // A problem is shown anyway.
        if (token?.fingerprint !== before) answers.give('renewed')
        else if (problem === null) answers.give('no-way-to-renew')
      },
      'sign-in': () => windows.open('sign-in'),
      'sign-in.reload': () => signInWay.reload(),
      'sign-in.in-browser': () => signInWay.showInBrowser(),
      'sign-in.cancel': () => signIn.close(),
      'leave-sandbox': async () => {
        await controls.supabase.forget()
        answers.give('sandbox-left')
      },
      'sign-in.forget': () =>
        forget('session-forgotten', async () => ({ ...(await signIn.forget()), finish: async () => undefined })),
      'supabase.sign-out': () => forget('signed-out', () => controls.supabase.signOut()),
      'supabase.forget': (answer) =>
        forget('project-forgotten', () => controls.forgetting.forget(answer === 'yes-ticked')),
      'oauth.forget': () => forget('application-forgotten', async () => controls.oauth.forget()),
      undo: () => undo.undo(),
      'function.save': async () => {
        const isSaved = await controls.function.save()
        if (isSaved !== null) answers.give(isSaved ? 'function-saved' : 'function-unsaved')
      },
      'updates.copy-command': async () => {
        if (await controls.updates.copyCommand()) answers.give('command-copied')
      },
      'save-held': () => check({ asked: true }),
      'company.decide': () => company.ask(),
      'paste.save': async () => {
        const result = await controls.paste.save()
        if (result === 'saved') answers.give('token-saved')
        if (result === 'unchanged' || result === 'outlived') answers.give('token-there')
        if (keeper.state.value.unconfirmed !== null) await company.ask()
      },
      'secrets.try-again': () => tryAgain(keychain, vault),
      'secrets.enter-anew': () => {
        vault.enterAnew()
        return windows.open('settings', 'supabase')
      },
      'close-popover': () => popover.hide(),
      quit: () => app.quit(),
    },
    requests: {
      ...setupRequests(controls),
      'alerts.email': ({ do: _, ...typed }) => {
        if (controls.alerts.setEmail(typed)) answers.give('alerts-email-set')
      },
      'alerts.forget': ({ target }) => forget('alerts-removed', async () => controls.alerts.forget(target)),
      'function.copy': async ({ what }) => {
        if (await controls.function.copy(what)) answers.give(what === 'secrets' ? 'secrets-copied' : 'sql-copied')
      },
      'invitation.copy': async ({ email }) => {
        if (await controls.invitation.copy(email)) answers.give('invitation-copied')
      },
      'invitation.save': async ({ email }) => {
        if (await controls.invitation.save(email)) answers.give('invitation-saved')
      },
      'open-settings': ({ section }) => windows.open('settings', section),
      'save-history': async ({ form }) => {
        const isSaved = await saveHistory(snapshot.value.history, form, words.translate(), keeper.now())
        if (isSaved !== null) answers.give(isSaved ? 'history-saved' : 'history-unsaved')
      },
    },
  }
}
