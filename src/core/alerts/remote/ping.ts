import type { Delivery } from '../remote-channel.ts'
import { type AlertNetwork, send } from './post.ts'

/** A monitor that raises the alarm when pings stay away, such as healthchecks.io. */
export interface Ping {
  /** Tells the monitor that a check went well, or, if it wants to know, that a person is needed. Never rejects. */
  send(isGood: boolean, signal?: AbortSignal): Promise<Delivery>
}

/** healthchecks.io says so with status 200: it knows no such check, or has been pinged too often. */
const errorWord = (text: string): string | null => /^OK \((not found|rate limited)\)$/.exec(text.trim())?.[1] ?? null

/** Takes the address of a check, which is a secret. A failure is told at the same address, followed by `/fail`. */
export function ping(url: string, network: AlertNetwork): Ping {
  const failing = new URL(url)
  failing.pathname = `${failing.pathname.replace(/\/$/, '')}/fail`
  return {
    send: (isGood, signal) => send(network, { url: isGood ? url : failing.href, method: 'GET' }, errorWord, signal),
  }
}
