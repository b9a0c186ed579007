/**
 * For `askPage`: whether the page waits for a passkey or a security key. Chromium handles one such request at a time in a frame,
 * and rejects a second before it inspects it ("A request is already pending"). So this makes a request for an impossible site,
 * which can never be granted: if none is pending, Chromium rejects it for the site instead. It involves no authenticator and no
 * person, and ends at once either way.
 */
export const waitsForPasskey = `typeof PublicKeyCredential === 'undefined' ? false : navigator.credentials
  .get({ publicKey: { challenge: new Uint8Array(16), rpId: 'no site' } })
  .then(() => false, ({ name }) => name === 'OperationError')`
