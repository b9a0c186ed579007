import { Observed } from '../../core/base/observed.ts'
import { type Helper, isEmail, isHelper } from '../../core/supabase/setup/helper.ts'
import {
  type InvitationFault,
  readInvitation,
  type WrittenInvitation,
  writeInvitation,
} from '../../core/supabase/setup/invitation.ts'
import type { InvitationRefusal, InvitationSetup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { Settings } from '../connection/settings.ts'
import type { Clipboard } from '../system/clipboard.ts'
import type { InvitationFiles } from './invitation-files.ts'
import { changeByInvitation, questionOfInvitation } from './question-of-invitation.ts'
import type { SupabaseControl } from './supabase.ts'

export interface InvitationControlOptions {
  readonly chosen: Pick<ChosenConnection, 'parts' | 'setUp'>
  readonly settings: Pick<Settings, 'get' | 'set'>
  readonly clipboard: Pick<Clipboard, 'copy'>
  readonly files: InvitationFiles
  readonly supabase: Pick<SupabaseControl, 'replace' | 'say'>
}

/** Makes invitations to the project that is set up, accepts those of others, and knows the person to ask, who travels with them. */
export class InvitationControl {
  readonly state: Observed<InvitationSetup>
  readonly #options: InvitationControlOptions
  #refused: InvitationRefusal | null = null

  constructor(options: InvitationControlOptions) {
    this.#options = options
    this.state = new Observed(this.#setup())
    let { supabaseUrl } = options.chosen.setUp
    options.chosen.parts.subscribe(() => {
      const before = supabaseUrl
      supabaseUrl = options.chosen.setUp.supabaseUrl
      // The email was for the project before.
      if (before !== null && before !== supabaseUrl) options.settings.set('invitedEmail', null)
      this.#tell(this.#refused)
    })
  }

  /**
   * Accepts the invitation in a text if the person says yes to what is in it; what is wrong with it is said. Throws `Declined` if
   * the person says no.
   */
  async take(text: string): Promise<void> {
    const { chosen, settings, supabase } = this.#options
    const read = readInvitation(text)
    if (!read.ok) {
      supabase.say({ about: 'invitation', fault: read.fault })
      return
    }
    const { invitation } = read
    const before = chosen.setUp
    const question = questionOfInvitation(invitation, before)
    await supabase.replace(question, changeByInvitation(invitation, before), { about: 'invitation', fault: null })
    // An invitation that names nobody does not take away who is known.
    settings.set({ invitedEmail: invitation.email, ...(invitation.helper !== null && { helper: invitation.helper }) })
    this.#tell(null)
  }

  /** Lets the person choose an invitation's file, and takes it. */
  async open(): Promise<void> {
    const { files, supabase } = this.#options
    const damaged: InvitationFault = { flaw: 'damaged', field: null }
    const text = await files.choose().catch(() => {
      supabase.say({ about: 'invitation', fault: damaged })
      return null
    })
    if (text !== null) await this.take(text)
  }

  /** Copies an invitation for the Supabase user with this email, or for anybody if it is empty. Gives whether it was copied. */
  async copy(email: string): Promise<boolean> {
    const text = this.#made(email)
    if (text !== null) await this.#options.clipboard.copy(text)
    return text !== null
  }

  /** Saves an invitation where the person wants it, as `copy` copies it. Gives whether it was saved. */
  async save(email: string): Promise<boolean> {
    const text = this.#made(email)
    if (text === null) return false
    try {
      return await this.#options.files.save(text)
    } catch {
      this.#tell('file')
      return false
    }
  }

  /** Names the person to ask; nobody if all is empty. What cannot be right changes nothing, and the state says so. */
  setHelper(typed: Helper): void {
    const helper = { name: typed.name.trim(), email: typed.email.trim(), phone: typed.phone.trim() }
    const isNobody = Object.values(helper).every((part) => part === '')
    const isAccepted = isNobody || isHelper(helper)
    if (isAccepted) this.#options.settings.set('helper', isNobody ? null : helper)
    this.#tell(isAccepted ? null : 'helper')
  }

  #made(typed: string): string | null {
    const email = typed.trim() || null
    const written = email !== null && !isEmail(email) ? null : this.#write(email)
    this.#tell(written === null ? 'email' : null)
    return written?.ok ? written.text : null
  }

  /** Of the real settings: a sandbox is on this computer alone. */
  #write(email: string | null): WrittenInvitation {
    const { chosen, settings } = this.#options
    const { gazelleUrl, supabaseUrl, supabaseKey, supabaseTable, supabaseRowKey, oauthClientId, oauthRedirectUri } =
      chosen.setUp
    return writeInvitation({
      supabaseUrl: supabaseUrl ?? '',
      supabaseKey: supabaseKey ?? '',
      table: supabaseTable,
      rowKey: supabaseRowKey,
      email,
      gazelleUrl: URL.canParse(gazelleUrl) ? new URL(gazelleUrl).origin : gazelleUrl,
      clientId: oauthClientId,
      redirectUri: oauthRedirectUri,
      helper: settings.get('helper'),
    })
  }

  #tell(refused: InvitationRefusal | null): void {
    this.#refused = refused
    this.state.set(this.#setup())
  }

  #setup(): InvitationSetup {
    const { settings } = this.#options
    const written = this.#write(null)
    return {
      helper: settings.get('helper'),
      email: settings.get('invitedEmail'),
      obstacle: written.ok ? null : written.fault,
      refused: this.#refused,
    }
  }
}
