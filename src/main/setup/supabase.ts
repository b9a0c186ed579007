import { Interrupted } from '../../core/base/deadline.ts'
import { Observed } from '../../core/base/observed.ts'
import { problemOf } from '../../core/keeper/problem.ts'
import type { Problem } from '../../core/keeper/state.ts'
import { type ProjectOptions, sessionName } from '../../core/supabase/auth.ts'
import { type CodeAnswer, createEmailCode, type EmailCode } from '../../core/supabase/email-code.ts'
import { defaultRowKey, defaultTable, isRowKey, isTableName } from '../../core/supabase/names.ts'
import { saysInvitation } from '../../core/supabase/setup/invitation.ts'
import {
  mergeConnections,
  type ParsedConnection,
  type PastedConnection,
  parseConnection,
} from '../../core/supabase/setup/parse-connection.ts'
import { isKeyOfOtherProject, kindOfKey } from '../../core/supabase/setup/supabase-key.ts'
import { projectRefOf } from '../../core/supabase/setup/supabase-url.ts'
import type { SupabaseSetup } from '../../shared/setup.ts'
import { type ChosenConnection, secretNames } from '../connection/chosen-connection.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import { projectOf } from '../connection/project.ts'
import { sessionStorageIn, signInByPassword } from '../connection/supabase-user.ts'
import type { Vault } from '../connection/vault.ts'
import { Declined } from '../ipc/gate.ts'
import type { Question } from '../ipc/question.ts'
import type { Questions } from '../ipc/questions.ts'
import type { Clipboard } from '../system/clipboard.ts'
import { type ForgetPartsOptions, forgetParts } from './forget-parts.ts'
import type { Forgotten } from './forgotten.ts'
import { secretsOfProject } from './project-secrets.ts'
import { questionOfChange } from './question-of-change.ts'
import { saidOfCode } from './said-of-code.ts'

export interface SupabaseControlOptions {
  readonly chosen: ChosenConnection
  readonly vault: Vault
  readonly clipboard: Pick<Clipboard, 'read' | 'clearWhere'>
  /** Asks before another project or key replaces the one that is set up. */
  readonly confirm: Questions['confirm']
  /** Takes the text of an invitation. */
  readonly takeInvitation: (text: string) => Promise<void>
  /** Called after a change that decides whether the connection works. */
  readonly onSetUp: () => void
  readonly whileIdle: ForgetPartsOptions['whileIdle']
  /** Forgets the web session; gives what can put it back. */
  readonly forgetSession: () => Promise<Pick<Forgotten, 'isCurrent' | 'putBack'>>
}

type Said = SupabaseSetup['said']

/** The part of the state that comes and goes, beside what is set up. */
interface Passing {
  readonly said: Said
  readonly codeSentTo: string | null
  readonly isBusy: boolean
}

export const nobody = { supabaseEmail: null, supabasePassword: null, supabaseIsOpen: false }
/** What another project has others of: its users, and those who want to hear of its row. */
export const ofNoProject = { ...nobody, alerts: {} }

/**
 * Sets up the Supabase side: the project, its key, its names and its user. A method rejects only if the person says no
 * (`Declined`).
 */
export class SupabaseControl {
  readonly state: Observed<SupabaseSetup>
  readonly #options: SupabaseControlOptions
  #passing: Passing = { said: null, codeSentTo: null, isBusy: false }

  constructor(options: SupabaseControlOptions) {
    this.#options = options
    const { parts } = options.chosen
    this.state = new Observed(setupOf(parts.value, this.#passing))
    parts.subscribe(() => this.#pass({}))
  }

  /**
   * Takes the project's URL, its key or both, or an invitation, from the clipboard. A key that was taken is cleared from it; an
   * invitation, which holds no secret, is not.
   */
  async paste(): Promise<void> {
    const { clipboard, takeInvitation } = this.#options
    const text = await clipboard.read()
    if (saysInvitation(text)) return await takeInvitation(text)
    const parsed = parseConnection(text)
    const isTaken = await this.#take(parsed)
    if (isTaken && parsed.ok && parsed.key !== null) await clipboard.clearWhere(async (now) => now === text)
  }

  /** Takes the project's URL from typed text. A key in the same text is ignored: it belongs in no text field. */
  async setUrl(text: string): Promise<void> {
    const parsed = parseConnection(text)
    if (!parsed.ok) await this.#take(parsed)
    else if (parsed.url === null) await this.#take({ ok: false, reason: parsed.missed ?? 'nothing-found' })
    else await this.#take({ ...parsed, key: null, missed: null, notes: [] })
  }

  setNames(table: string, rowKey: string): void {
    const isRefused = !isTableName(table) || !isRowKey(rowKey)
    this.#pass({ said: { about: 'names', isRefused } })
    if (isRefused) return
    this.#options.chosen.change({ supabaseTable: table, supabaseRowKey: rowKey })
    this.#options.onSetUp()
  }

  /** Signs in by password, and keeps the password, because the session may end while nobody is there. */
  async signIn(email: string, password: string): Promise<void> {
    const { chosen, vault } = this.#options
    const project = projectOf(chosen.parts.value)
    if (project === null) return
    const user = { email: email.trim(), password }
    const problem = await this.whileBusy(() => problemIn(signInByPassword(project, user, vault)))
    // The password is not for the project that was named meanwhile.
    if (!this.#isStill(project)) return
    this.#pass({ said: { about: 'sign-in', problem }, codeSentTo: null })
    if (problem === null) this.#signedIn(user.email, password)
  }

  async sendCode(email: string): Promise<void> {
    const address = email.trim()
    const answer = await this.#byCode((codes) => codes.sendCode(address))
    if (answer === null) return
    this.#pass({ said: saidOfCode(answer), codeSentTo: answer.ok ? address : this.#passing.codeSentTo })
  }

  /** Signs in by the code, or the link, in the email. There is no password to keep. */
  async verifyCode(email: string, code: string): Promise<void> {
    const address = email.trim()
    const project = projectOf(this.#options.chosen.parts.value)
    const answer = await this.#byCode((codes) => codes.verifyCode(address, code))
    if (answer === null || project === null || !this.#isStill(project)) return
    this.#pass({ said: saidOfCode(answer), codeSentTo: answer.ok ? null : this.#passing.codeSentTo })
    if (answer.ok) this.#signedIn(address, null)
  }

  #isStill({ url, key }: ProjectOptions): boolean {
    const now = projectOf(this.#options.chosen.parts.value)
    return now !== null && now.url === url && now.key === key
  }

  /** Forgets the user; the project and its key stay. */
  async signOut(): Promise<Forgotten> {
    const { supabaseUrl, supabaseEmail } = this.#options.chosen.parts.value
    const session = sessionName(supabaseUrl ?? '', supabaseEmail ?? '')
    return await this.#forget(nobody, (name) => name === secretNames.supabasePassword || name.startsWith(session))
  }

  /**
   * Forgets the project, its key, its names, its user, where its alerts go, the web session and every token kept for its row. In
   * a sandbox, only leaves the sandbox for what is set up, and gives null. The OAuth application has a button of its own.
   */
  async forget(): Promise<Forgotten | null> {
    const { chosen, vault, forgetSession, whileIdle } = this.#options
    if (chosen.isSandbox) {
      this.#pass({ said: null, codeSentTo: null })
      chosen.leaveSandbox()
      return null
    }
    const nothing = { ...ofNoProject, supabaseUrl: null, supabaseKey: null }
    const names = { supabaseTable: defaultTable, supabaseRowKey: defaultRowKey }
    const project = await this.#forget({ ...nothing, ...names }, secretsOfProject(chosen.parts.value, vault))
    const session = await forgetSession().catch(() => null)
    return {
      ...project,
      isCurrent: () => project.isCurrent() && session?.isCurrent() !== false,
      // The keeper waits for the session: without one, it would say that it cannot renew.
      putBack: () =>
        whileIdle(async () => {
          await project.putBack()
          await session?.putBack()
        }),
    }
  }

  async #forget(...what: [change: Partial<ConnectionParts>, isMeant: (name: string) => boolean]): Promise<Forgotten> {
    this.#pass({ said: null, codeSentTo: null })
    return await this.whileBusy(() => forgetParts(this.#options, ...what))
  }

  /**
   * Gives whether anything was taken: false if the text cannot be used. Throws `Declined` if the person says no, or if the setup
   * has changed while the question waited.
   */
  async #take(parsed: ParsedConnection): Promise<boolean> {
    if (!parsed.ok) {
      this.#pass({ said: { about: 'paste', failure: parsed.reason, notes: [] } })
      return false
    }
    const { chosen } = this.#options
    const before = chosen.setUp
    const { supabaseUrl, supabaseKey } = before
    const earlier: PastedConnection = { ok: true, url: supabaseUrl, key: supabaseKey, missed: null, notes: [] }
    const { url, key } = mergeConnections(earlier, parsed)
    const question = questionOfChange(
      { ...before, supabaseUrl: before.supabaseUrl ?? chosen.parts.value.supabaseUrl },
      url,
      key,
    )
    const isOtherProject = supabaseUrl !== null && url !== supabaseUrl
    const change = { ...(isOtherProject ? ofNoProject : {}), supabaseUrl: url, supabaseKey: key }
    await this.replace(question, change, { about: 'paste', failure: parsed.missed, notes: parsed.notes })
    return true
  }

  /**
   * Changes the connection, once the person has said yes to the question, if there is one. Throws `Declined` if the person says
   * no, or if the setup has changed while the question waited.
   */
  async replace(question: Question | null, change: Partial<ConnectionParts>, said: Said): Promise<void> {
    const { chosen, confirm, onSetUp } = this.#options
    const before = JSON.stringify(chosen.setUp)
    if (question !== null) {
      const isWanted = await confirm(question)
      if (!isWanted || JSON.stringify(chosen.setUp) !== before) throw new Declined('Nothing was taken.')
    }
    // A project that is pasted while the sandbox is tried is the one to use.
    chosen.leaveSandbox()
    this.say(said)
    chosen.change(change)
    const { supabaseUrl, supabaseKey } = chosen.parts.value
    if (supabaseUrl !== null && supabaseKey !== null) onSetUp()
  }

  /** Shows the result of something that the person did; a code that is on its way no longer counts. */
  say(said: Said): void {
    this.#pass({ said, codeSentTo: null })
  }

  #signedIn(email: string, password: string | null): void {
    this.#options.chosen.change({ supabaseEmail: email, supabasePassword: password, supabaseIsOpen: false })
    this.#options.onSetUp()
  }

  async #byCode(question: (codes: EmailCode) => Promise<CodeAnswer>): Promise<CodeAnswer | null> {
    const { chosen, vault } = this.#options
    const project = projectOf(chosen.parts.value)
    if (project === null) return null
    return await this.whileBusy(() =>
      question(createEmailCode({ ...project, sessionStorage: sessionStorageIn(vault) })),
    )
  }

  /** Shows as busy until the work is done. */
  async whileBusy<T>(work: () => Promise<T>): Promise<T> {
    this.#pass({ isBusy: true })
    try {
      return await work()
    } finally {
      this.#pass({ isBusy: false })
    }
  }

  #pass(change: Partial<Passing>): void {
    this.#passing = { ...this.#passing, ...change }
    this.state.set(setupOf(this.#options.chosen.parts.value, this.#passing))
  }
}

function setupOf(parts: ConnectionParts, passing: Passing): SupabaseSetup {
  const { supabaseUrl: url, supabaseKey: key, supabaseEmail: email } = parts
  return {
    url,
    keyKind: key === null ? null : kindOfKey(key).kind,
    keyOfOtherProject: url !== null && key !== null && isKeyOfOtherProject(key, url),
    needsUser: key !== null && kindOfKey(key).needsSignIn && !parts.supabaseIsOpen,
    email,
    isSignedIn: email !== null,
    table: parts.supabaseTable,
    rowKey: parts.supabaseRowKey,
    hasEditor: url !== null && projectRefOf(url) !== null,
    ...passing,
  }
}

/** Why the work failed, or null. */
async function problemIn(work: Promise<void>): Promise<Problem | null> {
  try {
    await work
    return null
  } catch (error) {
    return error instanceof Interrupted ? { at: 'store', kind: 'unavailable' } : problemOf(error)
  }
}
