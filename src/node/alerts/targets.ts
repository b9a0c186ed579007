import {
  type AlertFault,
  type AlertField,
  type AlertFlaw,
  type AlertTarget,
  type AlertValues,
  fieldsOfTarget,
} from '../../core/alerts/alert-fields.ts'
import { discord } from '../../core/alerts/remote/discord.ts'
import { ntfy } from '../../core/alerts/remote/ntfy.ts'
import { type Ping, ping } from '../../core/alerts/remote/ping.ts'
import type { AlertNetwork } from '../../core/alerts/remote/post.ts'
import { slack } from '../../core/alerts/remote/slack.ts'
import { teams } from '../../core/alerts/remote/teams.ts'
import { webhook, webhookKey } from '../../core/alerts/remote/webhook.ts'
import { type RemoteChannel, remoteKinds } from '../../core/alerts/remote-channel.ts'
import { isLoopback } from '../../core/base/loopback.ts'
import { mailChannel } from '../mail.ts'
import { AlertFieldError, type FieldReader, fieldReader } from './field-reader.ts'
import { mailSettings } from './mail-settings.ts'

/** Where alerts go. */
export interface AlertTargets {
  readonly channels: readonly RemoteChannel[]
  /** Null if no monitor is to be pinged. */
  readonly ping: { readonly monitor: Ping; readonly tellsFailures: boolean } | null
  /** What is wrong with the fields, once for a target at most. That target is left out; the others, and renewals, go on. */
  readonly faults: readonly AlertFault[]
}

/** The targets that the fields' values make. Never throws. */
export function alertTargetsOf(values: AlertValues, network: AlertNetwork): AlertTargets {
  const faults: AlertFault[] = []
  const reader = fieldReader(values)
  /** What `make` gives, if one of the target's fields is set, and nothing is wrong with them. */
  const among = <T>(target: AlertTarget, make: () => T): T[] => {
    const fields: readonly AlertField[] = fieldsOfTarget[target]
    if (fields.every((field) => values[field] === undefined)) return []
    try {
      return [make()]
    } catch (error) {
      if (!(error instanceof AlertFieldError)) throw error
      faults.push(error.fault)
      return []
    }
  }
  const channels = remoteKinds.flatMap((kind) => among(kind, () => makers[kind](values, reader, network)))
  const [monitor = null] = among('ping', () => {
    const url = address('ping.address', reader)
    const tells = values['ping.failures'] ?? 'no'
    reader.check('ping.failures', /^(yes|no)$/.test(tells) ? null : 'not-yes-or-no')
    return { monitor: ping(url, network), tellsFailures: tells === 'yes' }
  })
  return { channels, ping: monitor, faults }
}

type Make = (values: AlertValues, reader: FieldReader, network: AlertNetwork) => RemoteChannel

const makers: Readonly<Record<RemoteChannel['kind'], Make>> = {
  email: (values, reader) => mailChannel(mailSettings(values, reader)),
  slack: (_values, reader, network) => slack(address('slack.address', reader), network),
  teams: (_values, reader, network) => teams(address('teams.address', reader), network),
  discord: (_values, reader, network) => discord(address('discord.address', reader), network),
  ntfy(values, reader, network) {
    const url = address('ntfy.address', reader)
    const token = values['ntfy.token'] ?? null
    reader.check('ntfy.address', /\/[-\w]{1,64}$/.test(new URL(url).pathname) ? null : 'not-a-topic')
    reader.check('ntfy.token', token === null || /^[\x21-\x7e]+$/.test(token) ? null : 'not-a-key')
    return ntfy(url, token, network)
  },
  webhook(_values, reader, network) {
    const url = address('webhook.address', reader)
    const key = webhookKey(reader.need('webhook.secret'))
    reader.check('webhook.secret', key === null ? 'not-a-webhook-secret' : null)
    return webhook(url, key ?? new Uint8Array(), network)
  },
}

function address(field: AlertField, { need, check }: FieldReader): string {
  const url = need(field)
  check(field, flawOfAddress(url))
  return url
}

/** The flaw in the address of a server that gets alerts, or null. */
function flawOfAddress(text: string): AlertFlaw | null {
  if (!URL.canParse(text)) return 'not-a-url'
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return 'not-a-url'
  if (protocol === 'https:') return null
  if (protocol !== 'http:') return 'not-a-url'
  return isLoopback(hostname) ? null : 'not-https'
}
