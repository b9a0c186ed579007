import { handoverItem } from '../../node/handover.ts'
import { KeychainError } from '../../node/keychain.ts'
import type { HandoverAnswer, HandoverQuestion } from './ask-keychain.ts'

/** Asks the keychain in a process of its own (see `askKeychain`), writes the answer to its parent, and ends. */
async function askHandover(question: HandoverQuestion): Promise<HandoverAnswer> {
  try {
    const item = handoverItem()
    if (question === 'remove') await item.remove()
    const secret = question === 'remove' ? null : await item.read()
    return secret === null ? { kind: 'absent' } : { kind: 'found', secret: Buffer.from(secret).toString('base64') }
  } catch (error) {
    return { kind: error instanceof KeychainError ? error.trouble : 'refused' }
  }
}

const question: HandoverQuestion = process.argv[2] === 'remove' ? 'remove' : 'read'
void askHandover(question).then((answer) => process.stdout.write(JSON.stringify(answer)))
