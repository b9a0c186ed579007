import { isLoopback } from '../core/base/loopback.ts'
import type { Connection } from '../core/supabase/connection.ts'
import type { Say } from '../shared/catalogue/command-line/speaker.ts'
import { ConfigurationError, type Elsewhere, type FileSource } from './configuration/configuration.ts'
import { isUsualGazelle } from './configuration/variables.ts'
import { readSecret } from './io/read-secret.ts'

/**
 * Asks the person at the terminal about each server that an unnamed file sends secrets to: a Gazelle that is not Gazelle's own,
 * which gets tokens; and, if the command is given a secret (`isGiven`), the Supabase project. Servers on this computer need no
 * agreement. Rejects with a `ConfigurationError` (`leads-elsewhere`) if nobody is there or the answer is no.
 */
export async function agreeOn(
  { gazelleUrl, supabaseUrl }: Connection,
  { path }: FileSource,
  isGiven: boolean,
  say: Say,
): Promise<void> {
  if (!isUsualGazelle(gazelleUrl)) await ask('GAZELLE_URL', gazelleUrl)
  // Show only the origin of an address from a file: an origin has no odd characters.
  const { hostname, origin } = new URL(supabaseUrl)
  if (isGiven && !isLoopback(hostname)) await ask('SUPABASE_URL', origin)

  async function ask(variable: Elsewhere, to: string): Promise<void> {
    const { stdin, stderr } = process
    const isThere = stdin.isTTY === true && stderr.isTTY === true
    // Read the answer unseen: a token may be pasted in haste before the question is read.
    const answer = isThere ? await readSecret(stdin, stderr, say(`agree.${variable}`, { path, to })) : null
    if (!/^\s*(y|yes|o|oui)\s*$/i.test(answer ?? '')) {
      throw new ConfigurationError({ kind: 'leads-elsewhere', path, variable, to })
    }
  }
}
