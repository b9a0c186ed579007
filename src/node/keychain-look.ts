import { BusError, SessionBus, sessionBusPath } from './session-bus.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * The state of the system's keychain, seen without asking for a secret, which might prompt the person:
 * - `open`: it would answer at once
 * - `locked`: it would prompt the person first
 * - `silent`: it is there but does not answer (it is frozen, or just starting)
 * - `refused`: it answers with errors
 * - `none`: there is none here
 */
export type KeychainLook = 'open' | 'locked' | 'silent' | 'refused' | 'none'

/** Which of Linux's keychains: the Secret Service (GNOME Keyring, KeePassXC and others) or KDE's wallet. */
export type KeychainKind = 'secret-service' | 'kwallet'

const secretService = 'org.freedesktop.secrets'
const wallets = ['kwalletd6', 'kwalletd5'] as const

/** The names on the bus of each kind of keychain. */
export const keychainNames: Readonly<Record<KeychainKind, readonly string[]>> = {
  'secret-service': [secretService],
  kwallet: wallets.map((each) => `org.kde.${each}`),
}

/**
 * The keychain as Chromium chooses it: by its switch `--password-store`, else by the desktop; its newer, asynchronous code knows
 * the Secret Service alone, which KDE's wallet offers as well. Null: none, by the switch.
 */
export function keychainKind(
  store: string,
  isAsynchronous: boolean,
  env: NodeJS.ProcessEnv = process.env,
): KeychainKind | null {
  if (store === 'basic') return null
  if (isAsynchronous) return 'secret-service'
  if (store.startsWith('kwallet')) return 'kwallet'
  if (store !== '') return 'secret-service'
  return /(^|:)KDE(:|$)/.test(env['XDG_CURRENT_DESKTOP'] ?? '') ? 'kwallet' : 'secret-service'
}

/**
 * Looks at the keychain of this session. `item`: the attributes of a secret that is wanted; it may lie in another collection
 * than the default one. Never rejects; what does not answer within `milliseconds` is silent, and no bus is no keychain.
 */
export async function lookAtKeychain(
  kind: KeychainKind,
  item: Readonly<Record<string, string>>,
  milliseconds: number,
): Promise<KeychainLook> {
  const path = sessionBusPath()
  if (path === null) return 'none'
  const patience = AbortSignal.timeout(milliseconds)
  const bus = await SessionBus.connect(path, patience).catch(() => null)
  if (bus === null) return patience.aborted ? 'silent' : 'none'
  try {
    return await unlessAborted(lookOver(bus, kind, item), patience).catch(() => 'silent' as const)
  } finally {
    bus.close()
  }
}

/**
 * Whether Linux's Secret Service has an item with these attributes, be it locked or not; null where none answers within
 * `milliseconds`. Prompts nobody, and never rejects.
 */
export async function hasSecretItem(
  item: Readonly<Record<string, string>>,
  milliseconds: number,
): Promise<boolean | null> {
  const path = sessionBusPath()
  if (path === null) return null
  const patience = AbortSignal.timeout(milliseconds)
  const bus = await SessionBus.connect(path, patience).catch(() => null)
  if (bus === null) return null
  try {
    return await unlessAborted(searchFor(bus, item), patience).catch(() => null)
  } finally {
    bus.close()
  }
}

/** As `lookAtKeychain`, over a connection that is there, and for as long as it takes. Never rejects. */
export async function lookOver(
  bus: SessionBus,
  kind: KeychainKind,
  item: Readonly<Record<string, string>>,
): Promise<KeychainLook> {
  try {
    for (const name of keychainNames[kind]) {
      if (!(await isThere(bus, name))) continue
      return kind === 'kwallet' ? await lookAtWallet(bus, name) : await lookAtSecretService(bus, item)
    }
    return 'none'
  } catch (error) {
    return isEnd(error) ? 'none' : 'refused'
  }
}

/** Whether the keychain, or the bus itself, ended during a call. */
function isEnd(error: unknown): boolean {
  return error instanceof BusError && /\.(NoReply|ServiceUnknown|NameHasNoOwner|Disconnected)$/.test(error.message)
}

/** Whether a program has this name, after the bus has started it if necessary. */
async function isThere(bus: SessionBus, name: string): Promise<boolean> {
  const [isOwned] = await bus.ask('NameHasOwner', 's', [name])
  if (isOwned === true) return true
  const [activatable] = await bus.ask('ListActivatableNames')
  if (!(activatable as string[]).includes(name)) return false
  return await bus.ask('StartServiceByName', 'su', [name, 0]).then(
    () => true,
    () => false,
  )
}

async function lookAtSecretService(bus: SessionBus, item: Readonly<Record<string, string>>): Promise<KeychainLook> {
  const service = { destination: secretService, path: '/org/freedesktop/secrets' }
  const ask = (member: string, signature: string, body: unknown[]) =>
    bus.call({ ...service, interface: 'org.freedesktop.Secret.Service', member, signature, body })
  const [collection] = await ask('ReadAlias', 's', ['default'])
  // Without a default collection, the first secret would prompt the person to make one.
  if (collection === '/') return 'locked'
  const [isLocked] = await bus.call({
    destination: secretService,
    path: String(collection),
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: ['org.freedesktop.Secret.Collection', 'Locked'],
  })
  if (isLocked === true) return 'locked'
  const [unlocked, locked] = (await ask('SearchItems', 'a{ss}', [item])) as [string[], string[]]
  return unlocked.length === 0 && locked.length > 0 ? 'locked' : 'open'
}

async function searchFor(bus: SessionBus, item: Readonly<Record<string, string>>): Promise<boolean | null> {
  if (!(await isThere(bus, secretService))) return null
  const [unlocked, locked] = (await bus.call({
    destination: secretService,
    path: '/org/freedesktop/secrets',
    interface: 'org.freedesktop.Secret.Service',
    member: 'SearchItems',
    signature: 'a{ss}',
    body: [item],
  })) as [string[], string[]]
  return unlocked.length + locked.length > 0
}

async function lookAtWallet(bus: SessionBus, name: string): Promise<KeychainLook> {
  const path = `/modules/${name.slice('org.kde.'.length)}`
  const ask = async (member: string, signature = '', body: unknown[] = []) => {
    const [answer] = await bus.call({ destination: name, path, interface: 'org.kde.KWallet', member, signature, body })
    return answer
  }
  if ((await ask('isEnabled')) !== true) return 'none'
  const wallet = await ask('networkWallet')
  return (await ask('isOpen', 's', [wallet])) === true ? 'open' : 'locked'
}
