import { createHash, randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'

/** Gives random URL-safe characters, by default 43 (256 bits): the form of a Doorkeeper token. */
export const randomToken = (length = 43): string => randomBytes(length).toString('base64url').slice(0, length)

/** Gives 32 random hexadecimal characters: the form of Gazelle's API key. */
export const randomApiKey = (): string => randomBytes(16).toString('hex')

/** Gives a password of 16 random characters that can be typed and pasted. */
export const randomPassword = (): string => randomBytes(12).toString('base64url')

/** Gives the first 8 hexadecimal digits of the token's SHA-256: enough to tell tokens apart, useless to an attacker. */
export const fingerprint = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 8)

/** Writes a file that only its owner may read, whatever mode an older one had. */
export function writeSecretFile(path: string, content: string): void {
  rmSync(path, { force: true })
  writeFileSync(path, content, { mode: 0o600, flag: 'wx', flush: true })
}
