import type { Connection } from '../core/supabase/connection.ts'
import { kindOfKey } from '../core/supabase/setup/supabase-key.ts'
import { secretAlertVariables } from '../node/alerts/alert-variables.ts'
import { secretNames, type Variables } from './configuration/variables.ts'

/** The variables that open the row, get tokens, or open a channel for alerts. */
const secretVariables: readonly string[] = [...secretNames, ...secretAlertVariables]

/**
 * The environment for a program that is to have a token and nothing else of the keeper's: without the variables of its secrets,
 * and without any variable that holds the same secret under another name. `kept`: names to pass on nonetheless. Compares names
 * without regard to case, as Windows does. Pure.
 */
export function withoutSecrets(environment: Variables, connection: Connection, kept: readonly string[]): Variables {
  const { supabaseKey, supabaseUser, application } = connection
  const secrets = [
    // A publishable key is in every web page of its project.
    isPublic(supabaseKey) ? undefined : supabaseKey,
    supabaseUser?.password,
    application?.clientSecret,
    ...secretAlertVariables.map((name) => environment[name]?.trim() || undefined),
  ]
  const among = (names: readonly string[], name: string) =>
    names.some((each) => each.toUpperCase() === name.toUpperCase())
  const isSecret = (name: string, value: string) => among(secretVariables, name) || secrets.includes(value.trim())
  return Object.fromEntries(
    Object.entries(environment).filter(([name, value = '']) => among(kept, name) || !isSecret(name, value)),
  )
}

function isPublic(key: string): boolean {
  const { kind } = kindOfKey(key)
  return kind === 'publishable' || kind === 'legacy-anon'
}
