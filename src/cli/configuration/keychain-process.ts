import { text } from 'node:stream/consumers'
import { handoverAttributes } from '../../node/handover.ts'
import { KeychainError, KeychainItem } from '../../node/keychain.ts'
import { type KeychainAnswer, type KeychainQuestion, keychainVerbs } from './ask-keychain.ts'

const { service, username } = handoverAttributes

/** Asks the keychain in a process of its own (see `askKeychain`), writes the answer to its parent, and ends. */
async function answer(verb: KeychainQuestion['verb'], account: string): Promise<KeychainAnswer> {
  try {
    const item = new KeychainItem(service, account)
    if (verb === 'write') await item.write(new TextEncoder().encode(await text(process.stdin)))
    if (verb === 'find') return (await item.all()).length > 0 ? { kind: 'found', secret: '' } : { kind: 'absent' }
    if (verb === 'remove') for (const each of await item.all()) await each.remove()
    const secret = verb === 'remove' ? null : await item.read()
    return secret === null ? { kind: 'absent' } : { kind: 'found', secret: Buffer.from(secret).toString('base64') }
  } catch (error) {
    return { kind: error instanceof KeychainError ? error.trouble : 'refused' }
  }
}

const [, , verb, account = username] = process.argv
void answer(keychainVerbs.find((each) => each === verb) ?? 'read', account).then((found) =>
  process.stdout.write(JSON.stringify(found)),
)
