const table = '/rest/v1/system_settings'

/**
 * Adapts the request so that `@supabase/lite` does what hosted Supabase does. PostgREST stores a JSON string as a JSON string;
 * `@supabase/lite` parses one that holds JSON, and stores an object. Some programs keep the token in such a string, so the
 * sandbox must not change it: encoded as JSON once more, it is unchanged after that parsing.
 */
export async function keepJsonStrings(request: Request): Promise<Request> {
  const isWrite = ['POST', 'PATCH', 'PUT'].includes(request.method) && new URL(request.url).pathname === table
  if (!isWrite || !request.headers.get('content-type')?.includes('json')) return request
  const body = await request.text()
  const { method, url, headers } = request
  return new Request(url, { method, headers, body: withStringsKept(body) })
}

function withStringsKept(body: string): string {
  try {
    const rows: unknown = JSON.parse(body)
    return JSON.stringify(Array.isArray(rows) ? rows.map(withStringKept) : withStringKept(rows))
  } catch {
    return body // not JSON: for the API to refuse
  }
}

function withStringKept(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('value' in row) || typeof row.value !== 'string') return row
  return { ...row, value: JSON.stringify(row.value) }
}
