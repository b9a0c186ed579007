import { Observed } from '../../core/base/observed.ts'
import { createGazelle } from '../../core/gazelle/probe.ts'
import type { OfferResult } from '../../core/keeper/keeper.ts'
import { problemOf } from '../../core/keeper/problem.ts'
import type { Paste } from '../../core/paste/paste.ts'
import type { Credential } from '../../core/token/credential.ts'
import { fingerprint } from '../../core/token/fingerprint.ts'
import type { PasteSetup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import { gazelleAt } from '../connection/gazelle.ts'
import type { CurrentKeeper } from '../keeper/current-keeper.ts'
import type { Clipboard } from '../system/clipboard.ts'
import { readPasteApart } from './read-paste-apart.ts'

/**
 * The way in through the clipboard: a token is read, tested with Gazelle and shown, and saved when the person says so, through
 * the keeper like any other. The credential stays here; the state names it by its fingerprint.
 */
export class PasteControl {
  readonly state = new Observed<PasteSetup | null>(null)
  readonly #chosen: ChosenConnection
  readonly #keeper: CurrentKeeper
  readonly #clipboard: Clipboard
  #found: Credential | null = null
  /** Counts the pastes: a later one replaces one that is still being tested. */
  #trial = 0
  /** The fingerprint of a pasted token that the keeper holds; the clipboard may hold it until the row does. */
  #held: string | null = null

  constructor(chosen: ChosenConnection, keeper: CurrentKeeper, clipboard: Clipboard) {
    this.#chosen = chosen
    this.#keeper = keeper
    this.#clipboard = clipboard
    let { gazelleUrl } = chosen.parts.value
    chosen.parts.subscribe((parts) => {
      // A token that was tested with one Gazelle is not for another.
      if (parts.gazelleUrl !== gazelleUrl) this.discard()
      gazelleUrl = parts.gazelleUrl
    })
    keeper.outcomes.subscribe((outcome) => {
      if (outcome === null || outcome.fingerprint !== this.#held || !isInRow(outcome.result)) return
      this.#held = null
      void this.#clearClipboardOf(outcome.fingerprint)
    })
  }

  /** Reads the clipboard and tests the token in it. Saves nothing. Never rejects. */
  async read(): Promise<void> {
    this.discard()
    const trial = this.#trial
    const { gazelleUrl } = this.#chosen.parts.value
    const paste = await this.#readText(await this.#clipboard.read())
    if (trial !== this.#trial) return
    if (!('credential' in paste)) {
      this.state.set({ state: 'refused', refusal: paste })
      return
    }
    this.state.set({ state: 'trying' })
    try {
      const { headerKind } = await createGazelle(gazelleAt(gazelleUrl)).probe(paste.credential)
      if (trial !== this.#trial) return
      const credential: Credential = { ...paste.credential, headerKind, source: 'clipboard' }
      this.#found = credential
      const mark = fingerprint(credential.accessToken)
      this.state.set({
        state: 'found',
        fingerprint: mark,
        form: paste.form,
        lifeSeconds: credential.lifeSeconds,
        hasRefreshToken: credential.refreshToken !== null,
        isInRow: this.#keeper.state.value.token?.fingerprint === mark,
      })
    } catch (error) {
      if (trial === this.#trial) this.state.set({ state: 'failed', problem: problemOf(error) })
    }
  }

  /**
   * Saves the found token. Clears the clipboard of it once the row holds it, or a better one. Gives the answer to the offer; null
   * if nothing was found, or there is no connection. Never rejects.
   */
  async save(): Promise<OfferResult | null> {
    const found = this.#found
    if (found === null) return null
    const trial = this.#trial
    const mark = fingerprint(found.accessToken)
    const offer = await this.#keeper.offer(found)
    if (offer === 'held' || offer === 'other-company') this.#held = mark
    else if (offer !== null && isInRow(offer)) await this.#clearClipboardOf(mark)
    if (trial !== this.#trial || offer === null) return offer
    this.#found = null
    if (offer === 'refused' || offer === 'forbidden') {
      const kind = offer === 'refused' ? 'unauthorized' : 'forbidden'
      this.state.set({ state: 'failed', problem: { at: 'gazelle', kind, retryAfterSeconds: null } })
    } else this.state.set(null)
    return offer
  }

  /** Forgets what was pasted. */
  discard(): void {
    this.#trial++
    this.#found = null
    this.state.set(null)
  }

  #readText(text: string): Promise<Paste> {
    const { gazelleUrl, supabaseRowKey: rowKey } = this.#chosen.parts.value
    return readPasteApart(text, { origins: [gazelleUrl], rowKey, now: Math.floor(Date.now() / 1000) })
  }

  /** Clears the token from the clipboard, in whatever form it is there. */
  #clearClipboardOf(mark: string): Promise<void> {
    return this.#clipboard.clearWhere(async (text) => {
      const paste = await this.#readText(text)
      return 'credential' in paste && fingerprint(paste.credential.accessToken) === mark
    })
  }
}

/** Whether the row holds the token, or a better one. */
function isInRow(offer: OfferResult): boolean {
  return offer === 'saved' || offer === 'unchanged' || offer === 'outlived'
}
