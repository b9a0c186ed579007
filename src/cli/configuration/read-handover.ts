import { handoverItem } from '../../node/handover.ts'
import { KeychainError } from '../../node/keychain.ts'
import type { HandoverAnswer } from './ask-keychain.ts'

/** Asks the keychain in a process of its own (see `askKeychain`), writes the answer to its parent, and ends. */
async function readHandover(): Promise<HandoverAnswer> {
  try {
    const secret = await handoverItem().read()
    return secret === null ? { kind: 'absent' } : { kind: 'found', secret: Buffer.from(secret).toString('base64') }
  } catch (error) {
    return { kind: error instanceof KeychainError ? error.trouble : 'refused' }
  }
}

void readHandover().then((answer) => process.stdout.write(JSON.stringify(answer)))
