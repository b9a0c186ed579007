import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Turns texts into ciphertext and back. */
export interface Seal {
  /** Names the key without giving it away: 16 hex digits. */
  readonly id: string
  close(text: string): Buffer
  /** Throws where the bytes are not whole, or were closed with another key. */
  open(sealed: Uint8Array): string
}

/**
 * Makes a seal (AES-256-GCM) whose key is derived by HKDF from a secret and from what it is used for. The secret must be
 * hard to guess: it is not stretched.
 */
export function createSeal(secret: string, use: readonly string[]): Seal {
  const derive = (what: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', JSON.stringify(['gazelle-keeper', what, ...use]), bytes))
  const key = derive('key', 32)
  return {
    id: derive('name', 8).toString('hex'),
    close(text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce)
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed) {
      const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      return decipher.update(sealed.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}
