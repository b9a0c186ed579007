import type { StoredRow } from '../../keeper/ports.ts'
import { readRow } from '../../keeper/row-reading.ts'
import { StoreError, type StoreErrorKind } from '../../keeper/store-error.ts'
import type { RecordError } from '../../token/errors.ts'
import { flawInValue } from '../../token/parse.ts'
import { isTakenForKey } from '../../token/token-text.ts'
import { findBypasses } from './bypasses.ts'
import {
  type CheckFacts,
  type CheckKind,
  type CheckResult,
  type CheckStep,
  checkSteps,
  type Remedy,
  remedies,
} from './check-result.ts'
import {
  createProjectQuestions,
  type ProjectQuestions,
  type ProjectQuestionsOptions,
  type WholeRow,
} from './project-questions.ts'
import { kindOfFailure } from './store-failure.ts'
import { isKeyOfOtherProject, kindOfKey } from './supabase-key.ts'

export type CheckOptions = ProjectQuestionsOptions

/** A clock that is further off makes sign-ins and leases fail. Milliseconds. */
export const clockTolerance = 300_000

/** The steps without which no later step is possible. */
const gates: readonly CheckStep[] = ['reachable', 'key-accepted', 'signed-in', 'table-there', 'row-readable']

/**
 * Tests a connection to Supabase, step by step, as the keeper will use it. Takes the connection and the names; gives the result
 * of each of `checkSteps` as soon as it is known. The row's value and its `updated_at` stay as they are. Ends early if the
 * caller stops; rejects only with a `RangeError` for names that are not allowed.
 */
export async function* checkSupabase(options: CheckOptions, signal?: AbortSignal): AsyncGenerator<CheckResult, void> {
  const steps = createSteps(options, createProjectQuestions(options, signal))
  let isOver = false
  for (const step of checkSteps) {
    const finding: Finding =
      isOver && step !== 'clock-agrees' ? skipped('earlier-step') : await steps[step]().catch(failedBy)
    if (signal?.aborted) return
    isOver ||= finding.outcome === 'failed' && gates.includes(step)
    yield { step, ...finding }
  }
}

type Finding = Omit<CheckResult, 'step'>

function createSteps(options: CheckOptions, project: ProjectQuestions): Record<CheckStep, () => Promise<Finding>> {
  const { clock, key, url, signIn } = options
  const { kind: keyKind, needsSignIn } = kindOfKey(key)
  /** The database's answer to the key alone, if it did not show the table. */
  let refusal: StoreError | null = null
  let isOpen = false
  let hasUpdatedAt = true
  let isMigrated = true
  let row: WholeRow | null = null

  /** The remedy for a denied user: sign in, get on the list, or, on it already, remove a policy that the migration lacks. */
  async function turnedAway(kind: 'row-hidden' | 'write-denied', facts: CheckFacts = {}): Promise<Finding> {
    if (signIn === null && needsSignIn) return failed(kind, facts, 'sign-in')
    const isStranger = needsSignIn && !(await project.isMember().catch(() => true))
    return failed(kind, facts, isStranger ? 'add-member' : 'copy-migration')
  }

  /** The required columns that the table lacks. Rejects with any other error. */
  async function missingColumns(): Promise<string[]> {
    const missing: string[] = []
    for (const column of ['key', 'value']) {
      try {
        await project.hasColumns(column)
      } catch (error) {
        if (!(error instanceof StoreError) || kindOfFailure(error) !== 'column-missing') throw error
        missing.push(column)
      }
    }
    return missing
  }

  async function isWritable(): Promise<CheckFacts | null> {
    let rehearsed = await project.rehearse()
    // Another program may write between our read and our write, but hardly twice in a row.
    if (rehearsed === 'would-lose') rehearsed = await project.rehearse()
    if (rehearsed === 'would-win') return { proof: 'rehearsed' }
    return rehearsed === 'unknown' && (await project.writeBeside()) ? { proof: 'beside' } : null
  }

  /** The finding of a proof of writing. `prove` gives the facts of a proved write, or null if nothing was written. */
  async function writing(prove: () => Promise<CheckFacts | null>): Promise<Finding> {
    try {
      const facts = await prove()
      return facts === null ? await turnedAway('write-denied') : fine(facts)
    } catch (error) {
      if (error instanceof StoreError && kindOfFailure(error) === 'column-in-the-way')
        return failed('column-in-the-way', { ...factsOf(error), ...(row && { columns: otherColumns(row) }) })
      if (!isDenied(error)) throw error
      return turnedAway('write-denied', factsOf(error))
    }
  }

  return {
    async reachable() {
      const sent = clock.now()
      try {
        isOpen = (await project.isOpen()) && needsSignIn
      } catch (error) {
        refusal = error as StoreError
        if (!isFromWithin(refusal)) throw error
      }
      return fine({ tookMilliseconds: Math.max(0, clock.now() - sent) })
    },

    async 'key-accepted'() {
      if (refusal?.kind === 'wrong-key' && isKeyOfOtherProject(key, url)) return failed('other-project', { keyKind })
      if (refusal !== null && ofTheKey.includes(refusal.kind))
        return failed(kindOfFailure(refusal), { keyKind, ...factsOf(refusal) })
      return needsSignIn ? fine({ keyKind }) : warning('secret-key', { keyKind })
    },

    async 'signed-in'() {
      if (signIn === null) return needsSignIn && !isOpen ? failed('sign-in-needed') : skipped('no-user-needed')
      try {
        await project.hasColumns('key,value,updated_at')
      } catch (error) {
        if (!isOfDatabase(error)) throw error
      }
      return fine()
    },

    async 'table-there'() {
      try {
        await project.hasColumns('key,value,updated_at')
        return fine()
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        if (error.kind === 'row-hidden') return fine() // the next step tells why
        if (kindOfFailure(error) !== 'column-missing') throw error
      }
      const missing = await missingColumns()
      if (missing.length > 0) return failed('column-missing', { missing })
      hasUpdatedAt = false
      return warning('updated-at-missing')
    },

    async 'row-readable'() {
      try {
        const rows = await project.rows()
        if (rows.length > 1) return failed('several-rows')
        row = rows[0] ?? null
        if (row !== null) return isOpen ? warning('open-to-everyone') : fine()
        return (await project.isMember()) ? fine({}, 'no-row-yet') : await turnedAway('row-hidden')
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        if (error.kind === 'row-hidden') return turnedAway('row-hidden', factsOf(error))
        if (error.kind !== 'function-missing') throw error
        return needsSignIn ? warning('empty-or-hidden') : fine({}, 'no-row-yet')
      }
    },

    async 'swap-function-there'() {
      try {
        await project.hasSwap()
        return fine()
      } catch (error) {
        if (!isDenied(error) && !isMissingFunction(error)) throw error
        if (isDenied(error)) return turnedAway('write-denied', factsOf(error))
        isMigrated = false
        // A plain update with conditions replaces the function, if the row has something to compare.
        const isNeeded = typeof row?.['value'] === 'string' && !hasUpdatedAt
        return (isNeeded ? failed : warning)('function-missing', factsOf(error))
      }
    },

    'row-writable': () => writing(isWritable),

    async 'other-columns-fine'() {
      const facts = row === null ? {} : { shape: shapeOf(row['value']), columns: otherColumns(row) }
      // Read the row as the keeper does: PostgREST's row is parsed, which loses digits.
      const stored = row === null ? null : await project.read()
      const flaw = stored === null ? null : flawInValue(stored.value)
      if (flaw !== null) return failed('row-not-understood', { ...facts, ...factsOfFlaw(flaw) })
      // The lease is a new row: no column may require a value that the lease does not have.
      const finding = await writing(async () => {
        // If the rehearsal is impossible, the step before has already written such a row, and it may still be there: use another
        // key.
        const rehearsed = await project.rehearseNew(`${project.rowKey}.new`)
        return rehearsed === 'would-lose' ? null : facts
      })
      const oddity = finding.outcome === 'fine' ? oddityOf(stored, clock.now() / 1000) : null
      return oddity === null ? finding : warning(oddity.kind, { ...facts, ...oddity.facts })
    },

    async 'no-bypass'() {
      const found = await findBypasses(project, { asksAnybody: needsSignIn, now: clock.now() / 1000 })
      // If the whole migration is missing, an earlier step has said so.
      if (found === null) return isMigrated ? warning('migration-older') : skipped('earlier-step')
      const { open, possible } = found
      if (open.length > 0) return warning('bypass-open', { open, ...(possible.length > 0 ? { possible } : {}) })
      return possible.length > 0 ? warning('bypass-possible', { possible }) : fine()
    },

    async 'clock-agrees'() {
      const offset = project.serverClock.offsetMilliseconds()
      if (offset === null) return skipped('clock-not-told')
      const facts = { offsetMilliseconds: Math.round(offset) }
      return Math.abs(offset) > clockTolerance ? failed('clock-wrong', facts) : fine(facts)
    },
  }
}

const factsOfFlaw = ({ flaw, field }: RecordError): CheckFacts =>
  field === null ? { code: flaw } : { code: flaw, field }

/** An oddity of the row that does not stop the keeper but is worth telling; else null. */
function oddityOf(row: StoredRow | null, now: number): { kind: CheckKind; facts: CheckFacts } | null {
  const { record } = readRow(row, now)
  if (record === null) return null
  const isShort = isTakenForKey(record.accessToken, record.headerKind)
  if (record.unread.length > 0) {
    const facts = { field: record.unread.join(', '), ...(isShort ? { also: 'taken-for-key' as const } : {}) }
    return { kind: 'times-not-understood', facts }
  }
  return isShort ? { kind: 'taken-for-key', facts: {} } : null
}

function shapeOf(value: unknown): NonNullable<CheckFacts['shape']> {
  if (typeof value === 'string') return 'json-string'
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'object' : 'other'
}

const otherColumns = (row: WholeRow) =>
  Object.keys(row).filter((column) => !['key', 'value', 'updated_at'].includes(column))

const isDenied = (error: unknown): error is StoreError =>
  error instanceof StoreError && (error.kind === 'write-denied' || error.kind === 'row-hidden')

const isMissingFunction = (error: unknown): error is StoreError =>
  error instanceof StoreError && error.kind === 'function-missing'

/** True if the database itself has answered, so that everything in front of it works. */
function isOfDatabase(error: unknown): boolean {
  if (!(error instanceof StoreError) || !isFromWithin(error) || ofTheKey.includes(error.kind)) return false
  return error.kind !== 'session-lost' && /^(PGRST\d+|[0-9A-Z]{5})$/.test(error.code ?? '')
}

/** The kinds that are about the key. */
const ofTheKey: readonly StoreErrorKind[] = ['wrong-key', 'legacy-keys-disabled', 'secret-key-refused']

/** The kinds of failure before the project itself answers. */
const beforeTheProject: readonly StoreErrorKind[] = [
  'unavailable',
  'busy',
  'clock-skew',
  'restricted',
  'paused',
  'wrong-address',
  'not-supabase',
]

/** True if the project has answered, whatever its answer. */
const isFromWithin = ({ kind }: StoreError) => !beforeTheProject.includes(kind)

const factsOf = ({ code }: StoreError): CheckFacts => (code === null ? {} : { code })

const fine = (facts: CheckFacts = {}, kind: CheckKind | null = null): Finding => ({
  outcome: 'fine',
  kind,
  facts,
  remedy: null,
})

const warning = (kind: CheckKind, facts: CheckFacts = {}): Finding => ({
  outcome: 'warning',
  kind,
  facts,
  remedy: remedies[kind],
})

const skipped = (kind: CheckKind): Finding => ({ outcome: 'skipped', kind, facts: {}, remedy: null })

const failed = (kind: CheckKind, facts: CheckFacts = {}, remedy: Remedy | null = remedies[kind]): Finding => ({
  outcome: 'failed',
  kind,
  facts,
  remedy,
})

function failedBy(error: unknown): Finding {
  return error instanceof StoreError ? failed(kindOfFailure(error), factsOf(error)) : failed('unexpected-answer')
}
