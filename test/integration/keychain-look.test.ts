import { createServer } from 'node:net'
import { join } from 'node:path'
import dbus, { sessionBus } from 'dbus-next'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startVirtualDesktop, type VirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { type KeychainKind, keychainKind, lookAtKeychain, lookOver } from '../../src/node/keychain-look.ts'
import { SessionBus, sessionBusPath } from '../../src/node/session-bus.ts'
import { Keyring } from '../desktop/keyring.ts'

const item = { application: 'Gazelle Keeper' }
const milliseconds = 1_500
const look = (kind: KeychainKind = 'secret-service') => lookAtKeychain(kind, item, milliseconds)

describe.runIf(process.platform === 'linux')('a look at the keychain', () => {
  let desktop: VirtualDesktop
  let keyring: Keyring
  beforeAll(async () => {
    desktop = await startVirtualDesktop({ keyring: false })
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop.env['DBUS_SESSION_BUS_ADDRESS'])
    keyring = await Keyring.start(desktop.env)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await keyring.close()
    await desktop.close()
  })

  it('sees one that is open, and asks nobody anything', async () => {
    expect(await look()).toBe('open')
  })

  it('sees that it is locked, and that it is open again', async () => {
    await keyring.lock()
    expect(await look()).toBe('locked')
    await keyring.unlock()
    expect(await look()).toBe('open')
  })

  it('does not wait for one that is frozen, and hears from it when it goes on', async () => {
    const bus = await SessionBus.connect(sessionBusPath() ?? '', AbortSignal.timeout(milliseconds))
    try {
      keyring.freeze()
      const later = lookOver(bus, 'secret-service', item)
      const began = performance.now()
      expect(await look()).toBe('silent')
      expect(performance.now() - began).toBeLessThan(milliseconds + 1_000)
      keyring.thaw()
      expect(await later).toBe('open')
    } finally {
      bus.close()
    }
  })

  it('gives up on a bus that lets nobody in soon enough, and ends nothing else', async () => {
    const patience = new AbortController()
    const bus = SessionBus.connect(sessionBusPath() ?? '', patience.signal)
    // Before the socket is connected: nobody listens to it any more when its error comes.
    patience.abort()
    await expect(bus).rejects.toThrow()
  })

  it('sees that there is none any more, and is told when one comes', async () => {
    const bus = await SessionBus.connect(sessionBusPath() ?? '', AbortSignal.timeout(milliseconds))
    try {
      const came = new Promise<readonly unknown[]>((resolve) => {
        const rule = `sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='org.freedesktop.secrets'`
        void bus.listen(rule, ({ member, body }) => member === 'NameOwnerChanged' && body[2] !== '' && resolve(body))
      })
      await keyring.stop()
      expect(await look()).toBe('none')
      await keyring.start()
      expect(await came).toMatchObject(['org.freedesktop.secrets', '', expect.stringMatching(/^:/)])
      expect(await look()).toBe('open')
    } finally {
      bus.close()
    }
  })

  it('sees none where no bus is, none where nobody listens, and the end of one in the middle', async () => {
    const bus = await SessionBus.connect(sessionBusPath() ?? '', AbortSignal.timeout(milliseconds))
    keyring.freeze()
    const cut = lookOver(bus, 'secret-service', item)
    bus.close()
    expect(await cut).toBe('none')
    keyring.thaw()
    const { DBUS_SESSION_BUS_ADDRESS: address } = process.env
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere')
    expect(await look()).toBe('none')
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', undefined)
    vi.stubEnv('XDG_RUNTIME_DIR', undefined)
    expect(await look()).toBe('none')
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address)
  })

  it('does not wait for a bus that is frozen', async () => {
    const frozen = createServer()
    const path = join(desktop.env['XDG_RUNTIME_DIR'] ?? '', 'frozen')
    await new Promise<void>((resolve) => void frozen.listen(path, resolve))
    const { DBUS_SESSION_BUS_ADDRESS: address } = process.env
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${path}`)
    try {
      expect(await look()).toBe('silent')
    } finally {
      vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address)
      frozen.close()
    }
  })

  it('sees one that answers with errors alone', async () => {
    await keyring.stop()
    const bus = sessionBus({ busAddress: desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' })
    try {
      await bus.requestName('org.freedesktop.secrets', 0)
      expect(await look()).toBe('refused')
    } finally {
      bus.disconnect()
      await keyring.start()
    }
  })

  describe('of KDE', () => {
    class Wallet extends dbus.interface.Interface {
      isOn = true
      isOpenNow = true
      isEnabled() {
        return this.isOn
      }
      networkWallet() {
        return 'kdewallet'
      }
      isOpen(name: string) {
        return name === 'kdewallet' && this.isOpenNow
      }
    }
    Wallet.configureMembers({
      methods: {
        isEnabled: { outSignature: 'b' },
        networkWallet: { outSignature: 's' },
        isOpen: { inSignature: 's', outSignature: 'b' },
      },
    })
    const wallet = new Wallet('org.kde.KWallet')
    let bus: dbus.MessageBus
    beforeAll(async () => {
      bus = sessionBus({ busAddress: desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' })
      bus.export('/modules/kwalletd5', wallet)
      await bus.requestName('org.kde.kwalletd5', 0)
    })
    afterAll(() => bus.disconnect())
    afterEach(() => Object.assign(wallet, { isOn: true, isOpenNow: true }))

    it.each([
      ['open', {}],
      ['locked', { isOpenNow: false }],
      ['none', { isOn: false }],
    ] as const)('sees that the wallet is %s', async (seen, state) => {
      Object.assign(wallet, state)
      expect(await look('kwallet')).toBe(seen)
    })
  })
})

it.each([
  ['', {}, 'secret-service'],
  ['', { XDG_CURRENT_DESKTOP: 'KDE' }, 'kwallet'],
  ['', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, 'secret-service'],
  ['gnome-libsecret', { XDG_CURRENT_DESKTOP: 'KDE' }, 'secret-service'],
  ['kwallet6', {}, 'kwallet'],
  ['basic', { XDG_CURRENT_DESKTOP: 'KDE' }, null],
] as const)('Chromium with --password-store=%s on %o takes %s', (store, env, kind) => {
  expect(keychainKind(store, false, env)).toBe(kind)
  expect(keychainKind(store, true, env)).toBe(kind === null ? null : 'secret-service')
})

it.each([
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, '/run/user/1000/bus'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x,guid=1' }, '\0/tmp/dbus-x'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=a;unix:guid=1,path=/b%20c' }, '/b c'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }, null],
  [{ XDG_RUNTIME_DIR: '/run/user/1000' }, '/run/user/1000/bus'],
  [{}, null],
])('the session bus of %o is at %s', (env, path) => {
  expect(sessionBusPath(env)).toBe(path)
})
