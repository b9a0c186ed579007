import { readRow } from '../../keeper/row-reading.ts'
import { StoreError } from '../../keeper/store-error.ts'
import type { EpochSeconds } from '../../token/record.ts'
import type { Bypass, ProjectQuestions, Route } from './project-questions.ts'

export interface Bypasses {
  /** What showed the token to the key alone. */
  readonly open: readonly string[]
  /** What the policies do not cover, and did not show the token, or was not asked because asking could change something. */
  readonly possible: readonly string[]
}

/** So many routes are asked for at most: those that the database names before those that the API describes. */
const mostRoutes = 60

/**
 * Looks for ways to the token that go round the policies: what the migration's function lists, and what the API describes.
 * Tries each as somebody who has the key and no user, and sees whether the token is in what comes. Takes the project's
 * questions, and whether the key is one that everybody may have; gives null where neither list could be had, or no token
 * is there to be looked for. Rejects with a `StoreError` where the row cannot be read.
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

/** Null where the migration is of before the list, and where the list could not be made. The table itself has steps of its own. */
async function listOf(project: ProjectQuestions): Promise<Bypass[] | null> {
  try {
    const listed = await project.bypasses()
    if (listed.some(({ kind }) => kind === 'unknown')) return null
    return listed.filter(({ name }) => name !== `public.${project.table}`)
  } catch (error) {
    if (error instanceof StoreError) return null
    throw error
  }
}

/** How the API is asked for it: what lies in the schema that is asked by default, and changes nothing; null for all else. */
function routeTo({ kind, name }: Bypass): Route | null {
  const plain = /^public\.([a-z_][a-z0-9_]*)(\(\))?$/.exec(name)
  if (plain?.[1] === undefined) return null
  if (kind === 'function') return plain[2] === undefined ? null : { kind, name: plain[1] }
  const isRelation = ['view', 'materialized view', 'table', 'foreign table', 'copy'].includes(kind)
  return isRelation && plain[2] === undefined ? { kind: 'relation', name: plain[1] } : null
}
