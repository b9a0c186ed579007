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

/** Everything outside the keepers: time, Gazelle, the two rows, faults; and the eyes that watch the promises. */
export class World {
  readonly scenario: Scenario
  readonly random: () => number
  readonly timeline = new Timeline(trueStart)
  readonly gazelle: ModelGazelle
  readonly tokenRow: ModelRow
  readonly leaseRow: ModelRow
  readonly violations: string[] = []
  readonly #spent = new Map<string, { by: string; at: number; isAnswered: boolean; brought: Issued | null }>()
  readonly #saved = new Set<string>()
  /** Tokens that were issued to keepers, which had the time to write them down: from there on nothing may lose them. */
  readonly issuedToKeepers = new Set<string>()
  readonly #acceptedAt = new Map<string, number>()
  /** Those that stood behind a token of the row when Gazelle accepted that. */
  readonly superseded = new Set<string>()
  /** What keepers got out of the token endpoint. */
  readonly grants: Grants
  /** In this time the API is as the scenario has it; before and after it is honest. */
  #rude = { from: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY }
  /** Tokens that may not do what they are for. */
  readonly #limited = new Set<string>()
  /** Tokens that the API has rejected while they lived: a keeper that believed it may have put an older one back. */
  readonly #wronged = new Map<string, number>()
  hasFaults = true
  hadMishap = false
  /** Somebody put an old row back: keepers that slept meanwhile cannot know that its refresh token is spent. */
  isPastedOver = false
  /** The tokens, by fingerprint, of which a person has said that the row is to have them, whosever they are. */
  readonly #meant = new Set<string>()
  /** The companies of which a person wants a token put back, each as often as it is under way. */
  readonly #putBack: number[] = []
  /** Tokens beside which, as nobody could know, another company's refresh token stands. */
  readonly #strays = new Set<string>()
  /** From now on no grant is answered as it should. */
  areGrantsBroken = false

  /** Told of every crossing, to read what happened in a scenario that failed. */
  readonly note: (line: string) => void

  constructor(scenario: Scenario, note?: (line: string) => void) {
    this.scenario = scenario
    this.note = note ? (line) => note(`${new Date(this.timeline.now).toISOString()} ${line}`) : () => {}
    this.random = randomFrom(scenario.seed)
    const now = () => this.timeline.now
    this.gazelle = new ModelGazelle(scenario.rotation, now)
    this.tokenRow = new ModelRow(now)
    this.leaseRow = new ModelRow(now)
    this.grants = new Grants(now, this.violations, scenario.hasPeople)
    const { api } = scenario
    if (api === 'lags' || api === 'short-lived') this.#rude = { from: trueStart, until: Number.POSITIVE_INFINITY }
    else if (api !== 'honest') {
      const from = trueStart + this.between(0, 40 * day)
      // It ends before the calm, in which everything must come right.
      this.#rude = { from, until: Math.min(trueStart + 45 * day, from + this.between(hour, 30 * day)) }
    }
  }

  /** Whether the API is now as the scenario has it. */
  is(api: Api): boolean {
    const { from, until } = this.#rude
    return this.scenario.api === api && this.timeline.now >= from && this.timeline.now < until
  }

  /** Gazelle's API is asked with an access token: what it says, and whether it says it at all. */
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

  /** Whether the API has rejected this token although it lived, since then (milliseconds). */
  wasWronged(access: string, since: number): boolean {
    return (this.#wronged.get(access) ?? Number.NEGATIVE_INFINITY) >= since
  }

  /** The user of this token has no rights. */
  limit(access: string): void {
    this.#limited.add(access)
  }

  chance(probability: number): boolean {
    return this.random() < probability
  }

  between(low: number, high: number): number {
    return low + this.random() * (high - low)
  }

  /** One that keepers have saved, as somebody may have copied it; dead or alive. */
  anySaved(): string | null {
    return [...this.#saved][Math.floor(this.random() * this.#saved.size)] ?? null
  }

  /** Whose a token is, as the API tells it; null where the scenario has one company alone, which nobody asks for then. */
  accountOf(access: string): Account | null {
    const company = this.gazelle.companyOf(access)
    if (!this.scenario.hasOtherCompany || company === null) return null
    return { companyId: String(company), company: `Company ${company}`, userId: null, user: null }
  }

  /** A person says that the row is to have this token, by its fingerprint, or that it is to be let go. */
  decide(mark: string, isWanted: boolean): void {
    if (isWanted) this.#meant.add(mark)
    else
      for (const access of this.issuedToKeepers) if (fingerprint(access) === mark) this.issuedToKeepers.delete(access)
  }

  /** A person says that the row is to have a token of this company again, of those that there are once it is over, as it is told. */
  putBack(company: number): () => void {
    this.#putBack.push(company)
    return () => {
      this.#putBack.splice(this.#putBack.indexOf(company), 1)
      for (const access of this.gazelle.tokensOf(company)) this.#meant.add(fingerprint(access))
    }
  }

  /** The row never goes from a token that works to another company's without a person's word. */
  #watchCompany(before: string, after: string): void {
    const company = this.gazelle.companyOf(after)
    if (this.gazelle.companyOf(before) === company || this.#meant.has(fingerprint(after))) return
    if (this.#putBack.some((each) => each === company)) return
    // Of one that is dead, or that the API is rude about, it does not tell whose it is.
    if (this.#wronged.has(before) || this.#answerTo(before) !== 'accepted') return
    // The refresh token that stood beside it may be of a company that nobody could be told of.
    if (this.isPastedOver || this.#strays.has(before)) return
    this.violations.push(`the row went to ${after.slice(0, 11)} of another company, and nobody had said so`)
  }

  /** Nothing of another company's stays beside a token that a keeper writes, where Gazelle tells whose that was. */
  #watchBeside(before: string, after: string): void {
    const value = this.tokenRow.row?.value
    const refresh =
      typeof value === 'object' && value !== null && 'refresh_token' in value ? value['refresh_token'] : null
    const company = this.gazelle.companyOfRefresh(String(refresh))
    if (company === null || company === this.gazelle.companyOf(after)) return
    const isSwitch = this.gazelle.companyOf(before) !== this.gazelle.companyOf(after)
    const isTold = !this.#wronged.has(before) && this.#answerTo(before) === 'accepted' && !this.#strays.has(before)
    // One that is put back brings what stood beside it before.
    if (!isTold || !isSwitch || this.isPastedOver || this.#strays.has(after)) this.#strays.add(after)
    else this.violations.push(`${String(refresh).slice(0, 12)} of another company stands beside ${after.slice(0, 11)}`)
  }

  /** A keeper writes the token row: never from a token that works to one that is known to be dead. */
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
    // It may have died a moment ago: that nobody could know.
    if (died !== null && died < this.timeline.now - 5 * minute) {
      this.violations.push(
        `the row went from ${before.slice(0, 11)}, which works, to ${after.slice(0, 11)}, which is dead`,
      )
    }
  }

  /** Whatever a keeper's own clock says: a token that it dates is dated right. */
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
   * A keeper spends a refresh token: never one whose successor has been saved and lives, and never while another keeper, whose
   * lease it is, spends it. One whose answer or successor was lost on the way may be tried again. `seen` are the tokens that
   * this keeper's computer has found in the row. What a token there was issued for, a row does not tell: a keeper knows it of
   * those that it was issued itself, and of the one that stands there now.
   */
  watchSpend(refresh: string, by: string, seen: ReadonlySet<string>): void {
    const before = this.#spent.get(refresh)
    const name = refresh.slice(0, 12)
    const successor = before?.brought?.access ?? null
    const isOwn = successor !== null && before?.by === by && seen.has(successor)
    const isKnown = successor !== null && (isOwn || successor === this.tokenRow.accessToken)
    const isNeedless = isKnown && this.#saved.has(successor) && this.#isEndAlive(refresh)
    // Where everything is denied nobody can tell which of two tokens the other was issued for. And where a token is said to last
    // for a second, one that a keeper held while it was down is due again as soon as it is back in the row.
    // And one that a person says is to be saved after all may have been spent by others since it came.
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

  /** What was issued for the refresh token that the row holds; null where it has not been spent, as far as keepers know. */
  get successor(): string | null {
    const refresh = Object(this.tokenRow.row?.value)['refresh_token']
    return this.#spent.get(String(refresh))?.brought?.access ?? null
  }

  /** Whether the last saved token of those that have followed from this refresh token, each from the one before, lives. */
  #isEndAlive(refresh: string): boolean {
    const brought = this.#spent.get(refresh)?.brought ?? null
    if (brought === null) return false
    const next = this.#spent.get(brought.refresh)?.brought ?? null
    if (next !== null && this.#saved.has(next.access)) return this.#isEndAlive(brought.refresh)
    return this.gazelle.isAlive(brought.access)
  }
}

/** What a grant has brought. */
interface Issued {
  readonly access: string
  readonly refresh: string
}
