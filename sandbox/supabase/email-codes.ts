/**
 * Adapts the request so that `@supabase/lite` does what hosted Supabase does. There a one-time code is verified as type `email`,
 * the documented one, for sign-up and sign-in alike; `@supabase/lite` knows only the older names. It confirms nobody by mail, so
 * a verification is always a sign-in.
 */
export async function verifyAsMagicLink(request: Request): Promise<Request> {
  if (request.method !== 'POST' || new URL(request.url).pathname !== '/auth/v1/verify') return request
  const { method, url, headers } = request
  return new Request(url, { method, headers, body: withKnownType(await request.text()) })
}

function withKnownType(body: string): string {
  try {
    const question: unknown = JSON.parse(body)
    const isEmail = typeof question === 'object' && question !== null && 'type' in question && question.type === 'email'
    return isEmail ? JSON.stringify({ ...question, type: 'magiclink' }) : body
  } catch {
    return body // not JSON: for the API to refuse
  }
}
