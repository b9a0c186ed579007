import { readRow } from '../../keeper/row-reading.ts'
import { StoreError } from '../../keeper/store-error.ts'
import type { EpochSeconds } from '../../token/record.ts'
import type { Bypass, ProjectQuestions, Route } from './project-questions.ts'

export interface Bypasses {
  /** The objects that showed the token to the key alone. */
  readonly open: readonly string[]
  /** The objects that no policy covers but that did not show the token, or were not asked because that could change something. */
  readonly possible: readonly string[]
}

/** The most routes to try: the database's list goes before the API's description. */
const mostRoutes = 60

/**
 * Looks for ways to the token that bypass the policies: those that the migration's function lists, and those that the API
 * describes. Tries each with the key and no user, and looks for the token in the answer. Takes the project's questions, and
 * whether the key may be public; gives null if neither list is available. Rejects with a `StoreError` if the row cannot be read.
 */
export async function findBypasses(
  project: ProjectQuestions,
  { asksAnybody, now }: { readonly asksAnybody: boolean; readonly now: EpochSeconds },
): Promise<Bypasses | null> {
  const listed = await listOf(project)
  const described = asksAnybody ? await project.routes() : []
  const names = new Map<string, Route>()
  for (const bypass of listed ?? []) {
    const route = routeTo(bypass)
    if (route !== null) names.set(bypass.name, route)
  }
  const known = new Set([...names.values()].map(({ kind, name }) => `${kind} ${name}`))
  for (const route of described) {
    if (!known.has(`${route.kind} ${route.name}`)) names.set(route.name, route)
  }
  if (listed === null && described.length === 0) return null

  const { record } = readRow(await project.read(), now)
  const secrets = [record?.accessToken, record?.refreshToken].filter((text) => text != null)
  const open: string[] = []
  if (asksAnybody && secrets.length > 0) {
    for (const [name, route] of [...names].slice(0, mostRoutes)) {
      const answer = await project.rowsAsAnybody(route).catch(() => null)
      const text = JSON.stringify(answer)
      if (secrets.some((secret) => text.includes(secret))) open.push(name)
    }
  }
  const possible = (listed ?? []).map(({ name }) => name).filter((name) => !open.includes(name))
  return { open, possible }
}

/**
 * Null if the migration is older than the list, or the list could not be made. The table itself is left out: other steps check
 * it.
 */
async function listOf(project: ProjectQuestions): Promise<Bypass[] | null> {
  try {
    const listed = await project.bypasses()
    if (listed.some(({ kind }) => kind === 'unknown')) return null
    return listed.filter(({ kind, name }) => name !== `public.${project.table}` && !isOwnTrigger(kind, name))
  } catch (error) {
    if (error instanceof StoreError) return null
    throw error
  }
}

/** Whether it is the logbook's trigger, which a project lists whose first migration is older than the logbook. */
const isOwnTrigger = (kind: string, name: string) =>
  kind === 'trigger' && /^"?gazelle_keeper_history( [0-9a-f]{8})?"? on /.test(name)

/** The API's route to an object: only for one in the default schema whose request changes nothing; else null. */
function routeTo({ kind, name }: Bypass): Route | null {
  const plain = /^public\.([a-z_][a-z0-9_]*)(\(\))?$/.exec(name)
  if (plain?.[1] === undefined) return null
  if (kind === 'function') return plain[2] === undefined ? null : { kind, name: plain[1] }
  const isRelation = ['view', 'materialized view', 'table', 'foreign table', 'copy'].includes(kind)
  return isRelation && plain[2] === undefined ? { kind: 'relation', name: plain[1] } : null
}
