import crypto from 'node:crypto'

// Tokens are named at every step, each by a digest of its text, and all scenarios have the same few made-up tokens: a digest is
// calculated once.
const { hash } = crypto
const known = new Map<string, string>()

function remembered(...asked: Parameters<typeof hash>): ReturnType<typeof hash> {
  const [algorithm, data, form] = asked
  if (algorithm !== 'sha256' || typeof data !== 'string' || form !== 'hex') return hash(...asked)
  const digest = known.get(data) ?? hash('sha256', data, 'hex')
  known.set(data, digest)
  return digest
}

Object.assign(crypto, { hash: remembered })
