import { Buffer } from 'node:buffer'

const nonceBytes = 12
const keyBits = 256
const nameBits = 64

/** Turns texts into ciphertext and back, as texts, on every runtime that has WebCrypto. */
export interface WebSeal {
  /** Names the key without giving it away: 16 hex digits. */
  readonly id: string
  /** Gives the ciphertext in base64. */
  close(text: string): Promise<string>
  /** Rejects where the ciphertext is not whole, or was closed with another key. */
  open(sealed: string): Promise<string>
}

/**
 * Makes a seal whose key, name and ciphertext are those of `createSeal` (sealed.ts). Takes a secret that is hard to guess, as it
 * is not stretched, and what it is used for.
 */
export async function createWebSeal(secret: string, use: readonly string[]): Promise<WebSeal> {
  const { subtle } = globalThis.crypto
  const encoded = new TextEncoder()
  const material = await subtle.importKey('raw', encoded.encode(secret), 'HKDF', false, ['deriveBits'])
  const derive = (what: string, bits: number) => {
    const info = encoded.encode(JSON.stringify(['gazelle-keeper', what, ...use]))
    return subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, material, bits)
  }
  const key = await subtle.importKey('raw', await derive('key', keyBits), 'AES-GCM', false, ['encrypt', 'decrypt'])
  return {
    id: Buffer.from(await derive('name', nameBits)).toString('hex'),
    async close(text) {
      const iv = globalThis.crypto.getRandomValues(new Uint8Array(nonceBytes))
      const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, key, encoded.encode(text))
      return Buffer.concat([iv, new Uint8Array(sealed)]).toString('base64')
    },
    async open(sealed) {
      const bytes = new Uint8Array(Buffer.from(sealed, 'base64'))
      const iv = bytes.subarray(0, nonceBytes)
      const opened = await subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.subarray(nonceBytes))
      return new TextDecoder().decode(opened)
    },
  }
}
