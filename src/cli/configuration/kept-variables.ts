import type { Variables } from './variables.ts'

/**
 * The variables that make Node run, trust or write something other than its program. The packed app's launcher removes them from
 * the environment before Node sees them: anybody who sets them could read every secret. `NODE_EXTRA_CA_CERTS` and
 * `NODE_USE_SYSTEM_CA`, for a company's own certificates, stay.
 */
export const keptVariables = [
  'NODE_OPTIONS',
  'NODE_PATH',
  'NODE_COMPILE_CACHE',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'OPENSSL_CONF',
] as const

/** The prefix under which the launcher keeps each of them. */
export const keptPrefix = 'GAZELLE_KEEPER_KEPT_'

/** The environment as the launcher found it: for a program that `run` starts, not for our own processes. */
export function givenBack(environment: Variables): Record<string, string | undefined> {
  const back = { ...environment }
  for (const name of keptVariables) {
    const kept = back[keptPrefix + name]
    if (kept === undefined) continue
    back[name] = kept
    delete back[keptPrefix + name]
  }
  return back
}
