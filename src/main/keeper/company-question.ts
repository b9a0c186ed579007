import { dialog } from 'electron'
import type { KeeperState } from '../../core/keeper/state.ts'
import { type Account, companyNames } from '../../core/token/account.ts'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { CurrentKeeper } from './current-keeper.ts'

type Company = Pick<KeeperState, 'account' | 'unconfirmed' | 'takenFrom'>

/** The choices about another company's token: one that waits, or the one that the row holds. */
type Choice = 'save' | 'discard' | 'keep' | 'put-back' | 'later'

/** A question with buttons, and the choice behind each. */
interface Question {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly choices: readonly Choice[]
}

/**
 * Asks what a person wants with another company's token, naming both companies and what it means; null where there is
 * nothing to ask. Whoever presses Enter or Escape without having read it changes nothing. Pure.
 */
export function companyQuestion({ account, unconfirmed, takenFrom }: Company, t: Translate): Question | null {
  if (account === null) return null
  const words = (theirs: Account, ours: Account) => {
    const [their, our] = companyNames(theirs, ours)
    const whole = (name: string, { user }: Account) => (user === null ? name : `${name} (${user})`)
    return { company: their, theirs: whole(their, theirs), ours: whole(our, ours) }
  }
  const question = (message: string, detail: string, choices: readonly Choice[]): Question => {
    return { message, detail, choices, buttons: choices.map((choice) => t(`company.${choice}`)) }
  }
  if (unconfirmed !== null) {
    const names = words(unconfirmed.account, account)
    return question(t('company.new', names), t('company.new.detail', names), ['save', 'discard', 'later'])
  }
  if (takenFrom === null) return null
  const names = words(account, takenFrom.account)
  return takenFrom.isHere
    ? question(t('company.row', names), t('company.row.detail', names), ['put-back', 'keep', 'later'])
    : question(t('company.row', names), t('company.row.gone', names), ['keep', 'later'])
}

/** Has a person decide on another company's token, in a dialogue of the system, which no page can answer. One at a time. */
export class CompanyQuestion {
  readonly #keeper: Pick<CurrentKeeper, 'state' | 'decide' | 'decideOnRow'>
  readonly #translate: () => Translate
  #isAsking = false

  constructor(keeper: Pick<CurrentKeeper, 'state' | 'decide' | 'decideOnRow'>, translate: () => Translate) {
    this.#keeper = keeper
    this.#translate = translate
  }

  /** Asks, if there is something to decide, and carries out the choice. Resolves once that is done. */
  async ask(): Promise<void> {
    const state = this.#keeper.state.value
    const question = companyQuestion(state, this.#translate())
    if (question === null || this.#isAsking) return
    this.#isAsking = true
    try {
      const { message, detail, buttons, choices } = question
      const later = choices.indexOf('later')
      const { response } = await dialog.showMessageBox({
        type: 'warning',
        message,
        detail,
        buttons: [...buttons],
        defaultId: later,
        cancelId: later,
        noLink: true,
      })
      await this.#do(choices[response] ?? 'later', state)
    } finally {
      this.#isAsking = false
    }
  }

  async #do(choice: Choice, { account, unconfirmed, takenFrom }: Company): Promise<void> {
    if (choice === 'later') return
    // It is about what was asked, whatever waits or is in the row by now.
    if (unconfirmed !== null) await this.#keeper.decide(unconfirmed.fingerprint, choice === 'save')
    else if (account !== null && takenFrom !== null) {
      await this.#keeper.decideOnRow({ account, takenFrom: takenFrom.account }, choice === 'keep')
    }
  }
}
