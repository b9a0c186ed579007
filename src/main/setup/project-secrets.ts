import { unpackJournal } from '../../node/journal-content.ts'
import { isOfAlerts } from '../connection/alert-secrets.ts'
import { secretNames } from '../connection/chosen-connection.ts'
import { type ConnectionParts, nameOfRow } from '../connection/connection.ts'
import { journalNames } from '../connection/sealed-secrets.ts'
import type { Vault } from '../connection/vault.ts'

/**
 * Tells by its name whether a secret in the vault belongs to the project: the key, the password, the sessions of its users, where
 * its alerts go and the journal of its row. The journals of rows left behind belong to it too, unless one holds a token that is in no row yet.
 */
export function secretsOfProject(parts: ConnectionParts, vault: Vault): (name: string) => boolean {
  const { gazelleUrl, supabaseUrl, supabaseTable: table, supabaseRowKey: rowKey } = parts
  const journal = supabaseUrl && `journal.${nameOfRow({ gazelleUrl, supabaseUrl, table, rowKey })}`
  const own = [secretNames.supabaseKey, secretNames.supabasePassword, journal, `${journal}.newer`]
  const others = vault.names.filter((name) => journalNames.test(name) && holdsToken(vault.get(name)))
  return (name) =>
    own.includes(name) ||
    isOfAlerts(name) ||
    name.startsWith('supabase-session-') ||
    (journalNames.test(name) && vault.names.includes(name) && !others.includes(name))
}

/** Whether the journal holds a token; one that cannot be read may. */
function holdsToken(journal: string | null): boolean {
  const content = journal === null ? null : unpackJournal(journal)
  return content === null || content.isNewer || content.content.held.length > 0
}
