import type { Account } from '../../src/core/token/account.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { Grants } from './grants.ts'
import { ModelGazelle } from './model-gazelle.ts'
import { ModelRow } from './model-row.ts'
import type { Api, Scenario } from './scenarios.ts'
import { randomFrom, Timeline } from './timeline.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const trueStart = Date.UTC(2026, 0, 1)

/** Everything outside the keepers: time, Gazelle, the three rows, faults; and the checks that the promises are kept. */
export class World {
  readonly scenario: Scenario
  readonly random: () => number
  readonly timeline = new Timeline(trueStart)
  readonly gazelle: ModelGazelle
  readonly tokenRow: ModelRow
  readonly leaseRow: ModelRow
  readonly journalRow: ModelRow
  /** How many journals have been sealed. */
  sealed = 0
  readonly violations: string[] = []
  readonly #spent = new Map<string, { by: string; at: number; isAnswered: boolean; brought: Issued | null }>()
  readonly #saved = new Set<string>()
  /** Tokens that were issued to keepers with the time to write them down: from then on nothing may lose them. */
  readonly issuedToKeepers = new Set<string>()
  readonly #acceptedAt = new Map<string, number>()
  /** Tokens issued to keepers before Gazelle accepted another one in the row. */
  readonly superseded = new Set<string>()
  /** The grants that keepers got from the token endpoint. */
  readonly grants: Grants
  /** During this time the API behaves as the scenario says; before and after it is honest. */
  #rude = { from: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY }
  /** During this time a policy lets keepers write no token. */
  #closed = { from: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY }
  /** Tokens that are denied the clients. */
  readonly #limited = new Set<string>()
  /** Tokens that the API has rejected although they were alive: a keeper that believed it may have put an older one back. */
  readonly #wronged = new Map<string, number>()
  hasFaults = true
  hadMishap = false
  /** Somebody put an old row back: keepers that slept meanwhile cannot know that its refresh token is spent. */
  isPastedOver = false
  /** The tokens, by fingerprint, that a person has approved for the row, of any company. */
  readonly #meant = new Set<string>()
  /** The companies whose token a person wants put back, once for each request under way. */
  readonly #putBack: number[] = []
  /** Tokens with another company's refresh token beside them, which nobody could know. */
  readonly #strays = new Set<string>()
  /** From now on every grant fails. */
  areGrantsBroken = false

  /** Called for every crossing, so that a failed scenario can be followed. */
  readonly note: (line: string) => void

  constructor(scenario: Scenario, note?: (line: string) => void) {
    this.scenario = scenario
    this.note = note ? (line) => note(`${new Date(this.timeline.now).toISOString()} ${line}`) : () => {}
    this.random = randomFrom(scenario.seed)
    const now = () => this.timeline.now
    this.gazelle = new ModelGazelle(scenario.rotation, now)
    this.tokenRow = new ModelRow(now)
    this.leaseRow = new ModelRow(now)
    this.journalRow = new ModelRow(now)
    this.grants = new Grants(now, this.violations, scenario.hasPeople)
    const { api } = scenario
    if (api === 'lags' || api === 'short-lived') this.#rude = { from: trueStart, until: Number.POSITIVE_INFINITY }
    else if (api !== 'honest') {
      const from = trueStart + this.between(0, 40 * day)
      // It ends before the calm, in which everything must recover.
      this.#rude = { from, until: Math.min(trueStart + 45 * day, from + this.between(hour, 30 * day)) }
    }
    if (scenario.hasFunctions !== undefined && scenario.seed % 5 === 2) {
      const from = trueStart + this.between(0, 40 * day)
      this.#closed = { from, until: Math.min(trueStart + 45 * day, from + this.between(hour, 10 * day)) }
      this.hadMishap = true
    }
  }

  /** Since when keepers may write no token, in milliseconds; null if they may. */
  get closedSince(): number | null {
    const { from, until } = this.#closed
    return this.timeline.now >= from && this.timeline.now < until ? from : null
  }

  /** Whether the API now behaves as the scenario says. */
  is(api: Api): boolean {
    const { from, until } = this.#rude
    return this.scenario.api === api && this.timeline.now >= from && this.timeline.now < until
  }

  /** Asks Gazelle's API with an access token; gives its answer, or `intercepted` if something else answers. */
  ask(access: string): 'accepted' | 'unauthorized' | 'forbidden' | 'intercepted' {
    const said = this.#answerTo(access)
    if (said === 'accepted') this.gazelle.use(access)
    if (said === 'unauthorized' && this.gazelle.isAlive(access)) this.#wronged.set(access, this.timeline.now)
    return said
  }

  #answerTo(access: string): 'accepted' | 'unauthorized' | 'forbidden' | 'intercepted' {
    const { gazelle, timeline } = this
    if (this.is('gateway')) return 'intercepted'
    if (this.is('forbids')) return 'forbidden'
    if (this.is('rejects') || !gazelle.isAlive(access)) return 'unauthorized'
    if (this.is('lags') && timeline.now < gazelle.issuedAt(access) + gazelle.lag(access)) return 'unauthorized'
    if (this.is('limited') && (this.#limited.has(access) || gazelle.issuedAt(access) < this.#rude.from))
      return 'forbidden'
    return 'accepted'
  }

  /** Whether the API has rejected this token although it was alive, since that time (milliseconds). */
  wasWronged(access: string, since: number): boolean {
    return (this.#wronged.get(access) ?? Number.NEGATIVE_INFINITY) >= since
  }

  /** The user of this token loses all rights. */
  limit(access: string): void {
    this.#limited.add(access)
  }

  chance(probability: number): boolean {
    return this.random() < probability
  }

  between(low: number, high: number): number {
    return low + this.random() * (high - low)
  }

  /** A token that keepers have saved, as somebody may have copied it; dead or alive. */
  anySaved(): string | null {
    return [...this.#saved][Math.floor(this.random() * this.#saved.size)] ?? null
  }

  /** The account of a token, as the API tells it; null if the scenario has only one company, which nobody asks for then. */
  accountOf(access: string): Account | null {
    const company = this.gazelle.companyOf(access)
    if (!this.scenario.hasOtherCompany || company === null) return null
    return { companyId: String(company), company: `Company ${company}`, userId: null, user: null }
  }

  /** A person decides whether the row gets this token, named by its fingerprint, or the token is dropped. */
  decide(mark: string, isWanted: boolean): void {
    if (isWanted) this.#meant.add(mark)
    else
      for (const access of this.issuedToKeepers) if (fingerprint(access) === mark) this.issuedToKeepers.delete(access)
  }

  /**
   * A person asks for a token of this company to be put back into the row. Gives a function to call once that is over: it
   * approves every token that the company has by then.
   */
  putBack(company: number): () => void {
    this.#putBack.push(company)
    return () => {
      this.#putBack.splice(this.#putBack.indexOf(company), 1)
      for (const access of this.gazelle.tokensOf(company)) this.#meant.add(fingerprint(access))
    }
  }

  /** Checks that the row never goes from a token that works to another company's without a person's word. */
  #watchCompany(before: string, after: string): void {
    const company = this.gazelle.companyOf(after)
    if (this.gazelle.companyOf(before) === company || this.#meant.has(fingerprint(after))) return
    if (this.#putBack.some((each) => each === company)) return
    // Gazelle does not tell the account of a dead token, or of one that it wrongly rejects.
    if (this.#wronged.has(before) || this.#answerTo(before) !== 'accepted') return
    // The refresh token beside it may belong to a company that nobody could know of.
    if (this.isPastedOver || this.#strays.has(before)) return
    this.violations.push(`the row went to ${after.slice(0, 11)} of another company, and nobody had said so`)
  }

  /** Checks that no other company's refresh token stays beside a token that a keeper writes, if Gazelle tells whose that was. */
  #watchBeside(before: string, after: string): void {
    const value = this.tokenRow.row?.value
    const refresh =
      typeof value === 'object' && value !== null && 'refresh_token' in value ? value['refresh_token'] : null
    const company = this.gazelle.companyOfRefresh(String(refresh))
    if (company === null || company === this.gazelle.companyOf(after)) return
    const isSwitch = this.gazelle.companyOf(before) !== this.gazelle.companyOf(after)
    const isTold = !this.#wronged.has(before) && this.#answerTo(before) === 'accepted' && !this.#strays.has(before)
    // A token that is put back brings its former refresh token along.
    if (!isTold || !isSwitch || this.isPastedOver || this.#strays.has(after)) this.#strays.add(after)
    else this.violations.push(`${String(refresh).slice(0, 12)} of another company stands beside ${after.slice(0, 11)}`)
  }

  /** Checks a keeper's write to the token row: never from a token that works to one that is known to be dead. */
  watchWrite(before: string | null, after: string | null): void {
    if (after !== null) {
      if (before !== null) {
        this.#watchCompany(before, after)
        this.#watchBeside(before, after)
      }
      this.#saved.add(after)
      this.#watchAge(after)
      if (this.timeline.now - (this.#acceptedAt.get(after) ?? 0) < minute) this.watchAccepted(after)
    }
    if (before === null || after === null || before === after || !this.gazelle.isAlive(before)) return
    // Gazelle itself had called it dead.
    if (this.#wronged.has(before)) return
    const died = this.gazelle.diedAt(after)
    // It may have died a moment ago, which nobody could know.
    if (died !== null && died < this.timeline.now - 5 * minute) {
      this.violations.push(
        `the row went from ${before.slice(0, 11)}, which works, to ${after.slice(0, 11)}, which is dead`,
      )
    }
  }

  /** Checks that a token is dated right, whatever the keeper's own clock says. */
  #watchAge(access: string): void {
    const value = this.tokenRow.row?.value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const isYoungerThanThat = Number(value['created_at']) * 1000 > this.timeline.now + 6 * minute
    const isOlderThanThat = Number(value['created_at']) * 1000 < this.gazelle.issuedAt(access) - 6 * minute
    if (isYoungerThanThat || isOlderThanThat) {
      this.violations.push(
        `${access.slice(0, 11)} was dated ${new Date(Number(value['created_at']) * 1000).toISOString()}`,
      )
    }
  }

  watchAccepted(access: string): void {
    this.grants.watchChange()
    this.#acceptedAt.set(access, this.timeline.now)
    if (access !== this.tokenRow.accessToken) return
    for (const issued of this.issuedToKeepers) if (issued !== access) this.superseded.add(issued)
  }

  /**
   * Checks the spending of a refresh token: never one whose successor has been saved and is alive, and never while another
   * keeper, which has the lease, spends it. A refresh token whose answer or successor was lost on the way may be tried again.
   * `seen` are the tokens that this keeper's computer has found in the row. A row does not say which refresh token its token was
   * issued for: a keeper knows that only of the tokens issued to itself, and of the row's present one.
   */
  watchSpend(refresh: string, by: string, seen: ReadonlySet<string>): void {
    const before = this.#spent.get(refresh)
    const name = refresh.slice(0, 12)
    const successor = before?.brought?.access ?? null
    const isOwn = successor !== null && before?.by === by && seen.has(successor)
    const isKnown = successor !== null && (isOwn || successor === this.tokenRow.accessToken)
    const isNeedless = isKnown && this.#saved.has(successor) && this.#isEndAlive(refresh)
    // If everything is denied, nobody can tell which of two tokens was issued for the other. If a token is said to last for a
    // second, one that a keeper held while it was down is due again as soon as it is back in the row. And a token that a person
    // approves late may have been spent by others since it came.
    const isKnowable =
      !this.scenario.hasOtherCompany && !['forbids', 'limited', 'short-lived'].includes(this.scenario.api)
    if (isNeedless && isKnowable && !this.isPastedOver && !this.#wronged.has(successor)) {
      this.violations.push(`${name} was spent again after its successor had been saved`)
    }
    const isUnderWay = before !== undefined && !before.isAnswered && this.timeline.now - before.at < minute
    if (isUnderWay && before.by !== by) {
      this.violations.push(`${name} was spent by ${before.by} and ${by} at once`)
    }
    this.#spent.set(refresh, { by, at: this.timeline.now, isAnswered: false, brought: null })
  }

  watchAnswer(refresh: string): void {
    const spent = this.#spent.get(refresh)
    if (spent !== undefined) this.#spent.set(refresh, { ...spent, isAnswered: true })
  }

  watchIssued(refresh: string, issued: Issued): void {
    const spent = this.#spent.get(refresh)
    if (spent !== undefined) this.#spent.set(refresh, { ...spent, brought: issued })
    this.watchAccepted(issued.access)
  }

  /** The token that was issued for the row's refresh token; null if none has been, as far as keepers know. */
  get successor(): string | null {
    const refresh = Object(this.tokenRow.row?.value)['refresh_token']
    return this.#spent.get(String(refresh))?.brought?.access ?? null
  }

  /** Whether the last saved token in the chain of renewals from this refresh token is alive. */
  #isEndAlive(refresh: string): boolean {
    const brought = this.#spent.get(refresh)?.brought ?? null
    if (brought === null) return false
    const next = this.#spent.get(brought.refresh)?.brought ?? null
    if (next !== null && this.#saved.has(next.access)) return this.#isEndAlive(brought.refresh)
    return this.gazelle.isAlive(brought.access)
  }
}

/** The result of a grant. */
interface Issued {
  readonly access: string
  readonly refresh: string
}
