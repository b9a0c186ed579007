import type { Store } from '../keeper/ports.ts'
import { type KeeperState, unknownState } from '../keeper/state.ts'
import type { AlertMessage, Delivery, RemoteChannel } from './remote-channel.ts'
import type { OwnMemory } from './shared-memory.ts'
import { SharedMemory } from './shared-memory.ts'
import { SharedTeller } from './shared-teller.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const start = Date.UTC(2026, 2, 1, 12)

const account = { companyId: '1', company: 'Café Piano', userId: '2', user: null }

/** The row's token works, and is renewed by itself. */
export const well: KeeperState = {
  ...unknownState,
  row: 'token',
  token: {
    fingerprint: 'aaaaaaaa',
    headerKind: 'bearer',
    issuedAt: start / 1000,
    expiry: { certainty: 'stated', at: (start + 30 * day) / 1000 },
    renewAt: (start + 20 * day) / 1000,
  },
  works: true,
  account,
  checkedAt: start,
  renewsByItself: true,
}

/** Only a sign-in helps. */
export const dead: KeeperState = { ...well, works: false, asksHuman: true, renewsByItself: false }

/** Another token, which works. */
export const replaced: KeeperState = { ...well, token: well.token && { ...well.token, fingerprint: 'bbbbbbbb' } }

/** This keeper's OAuth application is not accepted. */
export const blocked: KeeperState = {
  ...well,
  problem: { at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null },
}

export const fine: Delivery = { isDelivered: true, code: '200', missed: 0 }
export const broken: Delivery = { isDelivered: false, why: 'busy', code: '503', retryAfterSeconds: null }

/** A channel that hands its messages to the test, and answers as that says. */
export class ModelChannel implements RemoteChannel {
  readonly kind = 'slack'
  readonly name: string
  readonly messages: AlertMessage[] = []
  answer: (message: AlertMessage) => Delivery | Promise<Delivery> = () => fine

  constructor(name = 'slack 00000000') {
    this.name = name
  }

  async deliver(message: AlertMessage): Promise<Delivery> {
    this.messages.push(message)
    return this.answer(message)
  }

  get kinds() {
    return this.messages.map(({ kind }) => kind)
  }
}

export function ownMemory(keeper: string, mayStandAlone = () => true): OwnMemory & { kept: unknown } {
  const memory = {
    keeper,
    mayStandAlone,
    kept: null as unknown,
    read: async () => memory.kept,
    async write(told: unknown) {
      memory.kept = JSON.parse(JSON.stringify(told))
    },
  }
  return memory
}

/** A keeper that tells through this channel, with a memory of its own. */
export function tellerOf(
  keeper: string,
  row: Store | null,
  channels: readonly RemoteChannel[],
  clock: { now: () => number },
  own = ownMemory(keeper),
  pauses?: readonly number[],
): SharedTeller {
  const memory = new SharedMemory(row, own, pauses)
  const words = async (alert: { kind: string }, topic: { company: string | null }) => ({
    title: `${topic.company}: ${alert.kind}`,
    paragraphs: [],
  })
  return new SharedTeller({ channels, memory, clock, words })
}
