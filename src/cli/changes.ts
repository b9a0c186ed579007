import type { KeeperEvent } from '../core/keeper/events.ts'

/** What a command did to the token, in its order. */
export interface Change {
  readonly what: 'renewed' | 'restored' | 'saved' | 'adopted'
  readonly fingerprint: string
}

/** The changes among a keeper's events. The first token that a keeper finds is no change. */
export function changesOf(events: readonly KeeperEvent[]): Change[] {
  const changes = events.flatMap((event): Change[] => {
    if (event.what === 'renewed' || event.what === 'restored')
      return [{ what: event.what, fingerprint: event.fingerprint }]
    if (event.what === 'saved' || event.what === 'adopted')
      return [{ what: event.what, fingerprint: event.token.fingerprint }]
    return []
  })
  return changes[0]?.what === 'adopted' ? changes.slice(1) : changes
}
