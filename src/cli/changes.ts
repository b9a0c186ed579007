import type { KeeperEvent } from '../core/keeper/events.ts'

/** A command's change to the token, in the order of the changes. */
export interface Change {
  readonly what: 'renewed' | 'restored' | 'saved' | 'adopted'
  readonly fingerprint: string
}

/** The changes among a keeper's events. The first token that a keeper finds is not a change. */
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
