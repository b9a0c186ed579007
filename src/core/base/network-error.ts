/**
 * The code of a failed request (`ECONNREFUSED`, `CERT_HAS_EXPIRED`, `net::ERR_NAME_NOT_RESOLVED`), or null. Takes the rejection
 * of `fetch`. Only codes: the text of such an error may quote a header, and with it a token.
 */
export function networkErrorCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code
  const chromium = /^net::(ERR_[A-Z0-9_]+)$/.exec(error.message)
  return chromium?.[1] ?? networkErrorCode(error.cause)
}

/**
 * True for the error with which Electron's network layer reports a redirect that it is not allowed to follow; Node returns the
 * redirect itself. Takes the rejection of `fetch`.
 */
export function isRefusedRedirect(error: unknown): boolean {
  return error instanceof Error && /redirect was cancel/i.test(error.message)
}

/**
 * Whether the server did not prove who it is, where the error has no code that says so: Deno 2.1's. Takes the rejection of a request,
 * whose text must go nowhere.
 */
export function isOfCertificate(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return /invalid peer certificate/i.test(error.message) || isOfCertificate(error.cause)
}
