import { parseConnection } from '../../core/supabase/setup/parse-connection.ts'
import { kindOfKey } from '../../core/supabase/setup/supabase-key.ts'
import type { MessageKey } from '../../shared/catalogue/command-line/index.ts'
import type { CommandContext } from '../command-context.ts'
import type { Settings } from '../configuration/write-env-file.ts'
import { askLine } from '../io/ask-line.ts'
import { readSecret } from '../io/read-secret.ts'

/** How often a question is asked again after an answer that is no such thing. */
const attempts = 5

/**
 * Asks the person at the terminal for the variables of a connection: secrets are typed unseen, and a user only where the key needs
 * one. Null if the person gave up, or gave no usable answer again and again.
 */
export async function askSettings({ say, output }: CommandContext): Promise<Settings | null> {
  const { stdin, stderr } = process
  const line = (key: MessageKey) => askLine(stdin, stderr, say(key))
  const secret = async (key: MessageKey) => (await readSecret(stdin, stderr, say(key)))?.trim() ?? null

  const url = await until(() => line('init.ask.url'), urlIn, 'init.not.url')
  if (url === null) return null
  const key = await until(() => secret('init.ask.key'), keyIn, 'init.not.key')
  if (key === null) return null
  const project = { SUPABASE_URL: url, SUPABASE_KEY: key }
  const user = kindOfKey(key).needsSignIn ? await askUser() : {}
  const application = user && (await askApplication())
  return application && { ...project, ...user, ...application }

  async function askUser(): Promise<Settings | null> {
    const email = await until(() => line('init.ask.email'), emailIn, 'init.not.email')
    const password = email === null ? null : await secret('init.ask.password')
    if (email === null || password === null) return null
    return password === '' ? { SUPABASE_EMAIL: email } : { SUPABASE_EMAIL: email, SUPABASE_PASSWORD: password }
  }

  async function askApplication(): Promise<Settings | null> {
    const id = await line('init.ask.client-id')
    if (id === null || id === '') return id === null ? null : {}
    const clientSecret = await until(
      () => secret('init.ask.client-secret'),
      (text) => text || null,
      'init.not.secret',
    )
    return clientSecret === null ? null : { GAZELLE_CLIENT_ID: id, GAZELLE_CLIENT_SECRET: clientSecret }
  }

  /** Asks until the answer is such a thing; null as above. */
  async function until(
    ask: () => Promise<string | null>,
    find: (text: string) => string | null,
    otherwise: MessageKey,
  ): Promise<string | null> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const text = await ask()
      if (text === null) return null
      const found = find(text)
      if (found !== null) return found
      output.complaint(say(otherwise))
    }
    return null
  }
}

/** The project's URL in whatever names it: its address, the dashboard's, a line of a file. */
function urlIn(text: string): string | null {
  const found = parseConnection(text)
  return found.ok ? found.url : null
}

/** The key in whatever holds one; a key of a form that is not known is taken as it is. */
function keyIn(text: string): string | null {
  const found = parseConnection(text)
  if (found.ok) return found.key
  return found.reason === 'nothing-found' && /^[\x21-\x7e]{8,}$/.test(text) ? text : null
}

const emailIn = (text: string): string | null => (/^[^\s@]+@[^\s@]+$/.test(text) ? text : null)
