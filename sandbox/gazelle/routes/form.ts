import type { Parameters } from '../oauth.ts'

/** Reads the fields of a request's body, a form or a JSON object, as strings. Any other body has no fields. */
export async function readForm(request: Request): Promise<Parameters> {
  const body = await request.text()
  if (!request.headers.get('content-type')?.includes('json')) return Object.fromEntries(new URLSearchParams(body))
  try {
    const fields = Object.entries(JSON.parse(body) ?? {})
    return Object.fromEntries(fields.map(([name, value]) => [name, value == null ? undefined : String(value)]))
  } catch {
    return {}
  }
}
