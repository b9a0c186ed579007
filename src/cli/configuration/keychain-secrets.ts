import { createHash } from 'node:crypto'
import { gazelleOrigin } from '../../core/gazelle/addresses.ts'
import { defaultRowKey, defaultTable } from '../../core/supabase/names.ts'
import { askKeychain } from './ask-keychain.ts'
import { ConfigurationError, type SecretsTrouble, type Source } from './configuration.ts'
import { secretNames, textOf, type Variables } from './variables.ts'

/** The secret variables of one configuration, which are in the system's keychain and in no file. */
export type Secrets = Readonly<Partial<Record<(typeof secretNames)[number], string>>>

const version = 1

/**
 * The secrets that `init --keychain` has put in the keychain for where these variables lead. Rejects with a `ConfigurationError`
 * (`keychain-…`).
 */
export async function readSecrets(variables: Variables, source: Source, environment: Variables): Promise<Secrets> {
  const fault = (trouble: SecretsTrouble) => new ConfigurationError({ kind: `keychain-${trouble}`, trouble, source })
  const answer = await askKeychain(environment, { verb: 'read', account: accountOf(variables) })
  if (answer.kind !== 'found') throw fault(answer.kind)
  const secrets = unpack(Buffer.from(answer.secret, 'base64').toString())
  if (secrets === null) throw fault('not-understood')
  return secrets
}

/** Puts them there, in place of what is there for the same. Gives why that was not possible, or null. Never rejects. */
export async function writeSecrets(
  variables: Variables,
  secrets: Secrets,
  environment: Variables,
): Promise<SecretsTrouble | null> {
  const secret = JSON.stringify({ version, ...secrets })
  const answer = await askKeychain(environment, { verb: 'write', account: accountOf(variables), secret })
  if (answer.kind !== 'found') return answer.kind
  return Buffer.from(answer.secret, 'base64').toString() === secret ? null : 'refused'
}

/** Why the keychain would take no secret, or null. A person may be asked to unlock it. Never rejects. */
export async function troubleOfKeychain(environment: Variables): Promise<SecretsTrouble | null> {
  const { kind } = await askKeychain(environment, { verb: 'read', account: 'init' })
  return kind === 'found' || kind === 'absent' ? null : kind
}

/** The variables with these secrets, where they have no value of their own. */
export const withSecrets = (variables: Variables, secrets: Secrets): Variables => ({
  ...secrets,
  ...Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim())),
})

/**
 * The item's name: the project, and a digest of all that says who gets the secrets and where the token is written. So whoever
 * writes a file that leads elsewhere finds none.
 */
function accountOf(variables: Variables): string {
  const url = textOf(variables, 'SUPABASE_URL')?.replace(/\/+$/, '') ?? ''
  const leads = [
    url,
    textOf(variables, 'SUPABASE_EMAIL'),
    textOf(variables, 'GAZELLE_URL')?.replace(/\/+$/, '') ?? gazelleOrigin,
    textOf(variables, 'GAZELLE_CLIENT_ID'),
    textOf(variables, 'GAZELLE_TABLE') ?? defaultTable,
    textOf(variables, 'GAZELLE_ROW_KEY') ?? defaultRowKey,
  ]
  const digest = createHash('sha256').update(JSON.stringify(leads)).digest('hex').slice(0, 32)
  return `${URL.canParse(url) ? new URL(url).host : url} ${digest}`
}

function unpack(text: string): Secrets | null {
  try {
    const content = JSON.parse(text)
    if (content?.version !== version) return null
    return Object.fromEntries(
      secretNames.flatMap((name) => (typeof content[name] === 'string' ? [[name, content[name]]] : [])),
    )
  } catch {
    return null
  }
}
