import { app } from 'electron'
import {
  type KeychainKind,
  type KeychainLook,
  keychainKind,
  keychainNames,
  lookAtKeychain,
  lookOver,
} from '../../node/keychain-look.ts'
import { SessionBus, sessionBusPath } from '../../node/session-bus.ts'
import { unlessAborted } from '../../node/unless-aborted.ts'
import { askApart } from './apart.ts'
import {
  type ClosedBecause,
  type Keychain,
  type KeychainAnswer,
  KeychainClosed,
  type KeychainQuestion,
} from './keychain.ts'
import { askSafeStorage, isAsynchronous } from './safe-storage.ts'

/** So long the start waits for a look at the keychain: one that is well answers in a few milliseconds. */
const startMilliseconds = 400
/** So long a later look may take, which nothing waits for. */
const lookMilliseconds = 3_000
/** So long a keychain that was seen open may take, in a process that has to start first. */
const openMilliseconds = 20_000
/** So long a person may take to open it. */
const personMilliseconds = 120_000
const connectMilliseconds = 5_000
/** A frozen keychain sends no signal: it is looked at again after so long, then after twice that, and so on. */
const againMilliseconds = { first: 2_000, last: 60_000 }

/** What Chromium finds its key by, in the Secret Service. */
const item = () => ({ application: app.getName() })

const closedBy: Readonly<Record<KeychainLook, ClosedBecause | null>> = {
  open: null,
  locked: 'locked',
  silent: 'frozen',
  refused: 'denied',
  none: 'gone',
}

/**
 * The keychain of a Linux desktop. It is looked at over D-Bus before Chromium may touch it: Chromium blocks the whole app for
 * as long as a frozen keychain, or a person before a locked one, takes. Only one that is open at the start is asked in this
 * process; from then on a process of its own asks.
 */
export class LinuxKeychain implements Keychain {
  readonly sealsCookies: boolean
  readonly #kind: KeychainKind | null
  readonly #store: string
  /** What was seen at the start, until the first question; one that was open then is asked in this process. */
  #first: KeychainLook | null

  private constructor(kind: KeychainKind | null, store: string, first: KeychainLook) {
    this.#kind = kind
    this.#store = store
    this.#first = first
    this.sealsCookies = first === 'open'
  }

  /** Looks at it. Must be called, and waited for, before the app is ready: Chromium chooses its keychain then. Never rejects. */
  static async open(): Promise<LinuxKeychain> {
    const store = app.commandLine.getSwitchValue('password-store')
    const kind = keychainKind(store, isAsynchronous)
    const look = kind === null ? 'none' : await lookAtKeychain(kind, item(), startMilliseconds)
    // Its network service would ask for the key of cookies, and block as well.
    if (look !== 'open') app.commandLine.appendSwitch('password-store', 'basic')
    return new LinuxKeychain(kind, store, look)
  }

  async ask(question: KeychainQuestion, isAsked: boolean): Promise<KeychainAnswer> {
    const first = this.#first
    this.#first = null
    if (first === 'open') return await askHere(question)
    // The start waits for no second look.
    const why = first === null ? await this.#look() : closedBy[first]
    if (why !== null && !(isAsked && why === 'locked')) throw new KeychainClosed(why)
    try {
      return await askApart(question, this.#store, why === 'locked' ? personMilliseconds : openMilliseconds)
    } catch {
      // It may have been closed meanwhile; one that is open has said no.
      throw new KeychainClosed((await this.#look()) ?? 'denied')
    }
  }

  listen(reader: (why: ClosedBecause | null) => void): void {
    const kind = this.#kind
    const path = sessionBusPath()
    if (kind === null || path === null) return
    let pause = againMilliseconds.first
    const again = () => {
      setTimeout(() => void watch(path, kind, reader).then(again), pause).unref()
      pause = Math.min(2 * pause, againMilliseconds.last)
    }
    void watch(path, kind, reader).then(again)
  }

  async #look(): Promise<ClosedBecause | null> {
    return this.#kind === null ? 'gone' : closedBy[await lookAtKeychain(this.#kind, item(), lookMilliseconds)]
  }
}

/** It was open a moment ago, and may have frozen since. */
async function askHere(question: KeychainQuestion): Promise<KeychainAnswer> {
  const patience = AbortSignal.timeout(openMilliseconds)
  return await unlessAborted(askSafeStorage(question), patience).catch((error: unknown) => {
    throw error instanceof KeychainClosed ? error : new KeychainClosed('frozen')
  })
}

/**
 * Listens to the keychain until the bus is gone. After each of its signals it is looked at, for as long as that takes: a frozen
 * one answers when it goes on. Never rejects.
 */
async function watch(path: string, kind: KeychainKind, reader: (why: ClosedBecause | null) => void): Promise<void> {
  try {
    const bus = await SessionBus.connect(path, AbortSignal.timeout(connectMilliseconds))
    let last: ClosedBecause | null | undefined
    let isLooking = false
    let isStale = false
    const look = async () => {
      isStale = true
      if (isLooking) return
      isLooking = true
      while (isStale) {
        isStale = false
        const why = closedBy[await lookOver(bus, kind, item())]
        // Whoever asks the keychain makes it send signals: only what is new is told.
        if (why !== last) reader(why)
        last = why
      }
      isLooking = false
    }
    for (const name of keychainNames[kind]) {
      await bus.listen(`sender='${name}'`, () => void look())
      await bus.listen(`sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${name}'`, () => {
        last = undefined
        void look()
      })
    }
    void look()
    await bus.gone
  } catch {
    // Nobody listens there at the moment.
  }
}
