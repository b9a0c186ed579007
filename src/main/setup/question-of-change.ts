import { kindOfKey } from '../../core/supabase/setup/supabase-key.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import type { Question } from '../ipc/question.ts'
import { hostOf } from '../ipc/question-before.ts'

/**
 * Gives the question before a project or a key replaces another, or before a key that opens everything, and was set up without a
 * project, is sent to one. Null if none is needed.
 */
export function questionOfChange(before: ConnectionParts, url: string | null, key: string | null): Question | null {
  const { supabaseUrl, supabaseKey } = before
  const to = hostOf(url)
  if (supabaseUrl !== null && url !== supabaseUrl) {
    const hasAlerts = Object.keys(before.alerts).length > 0
    return { about: 'project', names: { from: hostOf(supabaseUrl), to, alerts: hasAlerts ? 'yes' : 'no' } }
  }
  if (supabaseUrl !== null && supabaseKey !== null && key !== supabaseKey)
    return { about: 'key', names: { project: to } }
  const isFirstSent = supabaseUrl === null && url !== null && supabaseKey !== null && key === supabaseKey
  return isFirstSent && !kindOfKey(supabaseKey).needsSignIn ? { about: 'key-to', names: { to } } : null
}
