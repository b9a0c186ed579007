/**
 * For `askPage`: whether the page waits for a passkey or a security key. Chromium answers one such request at a time in a
 * frame, and turns a second one away before it looks at it ("A request is already pending"). So a request is made that can
 * never be granted, for a site that cannot be: where nobody waits, Chromium turns it away for that. It asks no authenticator
 * and nobody, and ends at once either way.
 */
export const waitsForPasskey = `typeof PublicKeyCredential === 'undefined' ? false : navigator.credentials
  .get({ publicKey: { challenge: new Uint8Array(16), rpId: 'no site' } })
  .then(() => false, ({ name }) => name === 'OperationError')`
