import type { SandboxConnection } from '../sandbox/index.ts'

type Row = { value: Record<string, unknown> }
type Begun = { has_begun: boolean; lease: string }

/** The requests of a renewal as one would write them by hand: bare `fetch`, no checks, no journal, no compare. */
export interface ByHand {
  /** Reads the table, as any program does. */
  read(): Promise<Row>
  /** Begins a renewal by the migration's function, as the keeper does; gives the lease. */
  begin(expected: unknown, value: unknown, holder: string): Promise<unknown>
  /** Settles it by the migration's function: puts the value in the row, and gives the lease back. */
  settle(expected: unknown, value: unknown, lease: unknown): Promise<void>
  /** Puts the value in the row, over the value that is expected there. */
  swap(expected: unknown, value: unknown): Promise<void>
  grant(refreshToken: string): Promise<Record<string, unknown>>
  probe(accessToken: string): Promise<void>
}

export const tokenKey = 'gazelle_oauth_token'

/** Signs in at Supabase, once. Every method rejects where the answer is not a success. */
export async function byHand(connection: SandboxConnection): Promise<ByHand> {
  const { gazelleUrl, supabaseUrl, supabaseKey } = connection
  const send = async (url: string, init: RequestInit): Promise<unknown> => {
    const response = await fetch(url, init)
    if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}`)
    return response.json()
  }
  const json = { 'content-type': 'application/json' }
  const session = (await send(`${supabaseUrl}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { ...json, apikey: supabaseKey },
    body: JSON.stringify({ email: connection.supabaseEmail, password: connection.supabasePassword }),
  })) as { access_token: string }
  const call = (name: string, args: object) =>
    send(`${supabaseUrl}/rest/v1/rpc/${name}`, { method: 'POST', headers, body: JSON.stringify(args) })
  const swapped = (expected: unknown, value: unknown) => ({
    p_key: tokenKey,
    p_expected: JSON.stringify(expected),
    p_value: JSON.stringify(value),
  })
  const headers = { ...json, apikey: supabaseKey, authorization: `Bearer ${session.access_token}` }

  return {
    async read() {
      const rows = (await send(`${supabaseUrl}/rest/v1/system_settings?select=value%2Cupdated_at&key=eq.${tokenKey}`, {
        headers,
      })) as Row[]
      if (rows[0] === undefined) throw new Error('There is no row.')
      return rows[0]
    },
    async begin(expected, value, holder) {
      const claim = { p_holder: holder, p_milliseconds: 120_000 }
      const rows = (await call('begin_system_setting_renewal', { ...swapped(expected, value), ...claim })) as Begun[]
      if (rows[0]?.has_begun !== true) throw new Error('The row was not as expected, or the lease was taken.')
      return JSON.parse(rows[0].lease)
    },
    async settle(expected, value, lease) {
      const held = { p_lease: JSON.stringify(lease) }
      const rows = await call('settle_system_setting_renewal', { ...swapped(expected, value), ...held })
      if (!Array.isArray(rows) || rows[0]?.was_given_back !== true) throw new Error('The row was not as expected.')
    },
    async swap(expected, value) {
      const rows = await call('swap_system_setting', swapped(expected, value))
      if (!Array.isArray(rows) || rows.length !== 1) throw new Error('The row was not as expected.')
    },
    grant: async (refreshToken) =>
      (await send(`${gazelleUrl}/developer/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
          client_id: connection.oauthClientId,
          client_secret: connection.oauthClientSecret,
        }),
      })) as Record<string, unknown>,
    async probe(accessToken) {
      await send(`${gazelleUrl}/graphql/private/`, {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${accessToken}` },
        body: JSON.stringify({ query: 'query { allClients(first: 1) { nodes { id companyName } } }' }),
      })
    },
  }
}
