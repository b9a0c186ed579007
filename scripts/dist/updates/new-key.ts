import { newKeyPair } from './sign-feed.ts'

// `node scripts/dist/updates/new-key.ts`: makes a key pair for the feed of updates. The public half goes into src/core/updates/source.ts;
// the private one, into the release's secrets as GAZELLE_KEEPER_UPDATE_KEY, and nowhere else. It is printed once, and kept nowhere here.

const { privateKey, publicKey } = newKeyPair()
console.log(`Public, for src/core/updates/source.ts:\n${publicKey}\n`)
console.log(`Private, for the variable GAZELLE_KEEPER_UPDATE_KEY of the release alone:\n${privateKey}`)
