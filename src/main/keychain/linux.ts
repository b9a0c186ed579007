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

/** How long the start waits for a look at the keychain: a healthy one answers in a few milliseconds. */
const startMilliseconds = 400
/** How long a later look may take, when the start no longer waits. */
const lookMilliseconds = 3_000
/** How long a keychain that was seen open may take, including the start of a process. */
const openMilliseconds = 20_000
/** How long a person may take to unlock it. */
const personMilliseconds = 120_000
const connectMilliseconds = 5_000
/** A bus that is gone is tried again after `first`, then after twice as long each time, up to `last`. */
const againMilliseconds = { first: 2_000, last: 60_000 }

/** The attributes by which Chromium finds its key in the Secret Service. */
const item = () => ({ application: app.getName() })

const closedBy: Readonly<Record<KeychainLook, ClosedBecause | null>> = {
  open: null,
  locked: 'locked',
  silent: 'frozen',
  refused: 'denied',
  none: 'gone',
}

/**
 * The keychain of a Linux desktop. The app looks at it over D-Bus before Chromium may touch it: Chromium blocks the whole app
 * while a keychain is frozen, or waits for a person to unlock it. Only a keychain that is open at the start is asked in this
 * process, and only once; later questions go through a process of their own.
 */
export class LinuxKeychain implements Keychain {
  readonly sealsCookies: boolean
  readonly #kind: KeychainKind | null
  readonly #store: string
  /** The look at the start, until the first question: a keychain that was open then is asked in this process. */
  #first: KeychainLook | null

  private constructor(kind: KeychainKind | null, store: string, first: KeychainLook) {
    this.#kind = kind
    this.#store = store
    this.#first = first
    this.sealsCookies = first === 'open'
  }

  /** Looks at the keychain. Await it before the app is ready, because Chromium chooses its keychain then. Never rejects. */
  static async open(): Promise<LinuxKeychain> {
    const store = app.commandLine.getSwitchValue('password-store')
    const kind = keychainKind(store, isAsynchronous)
    const look = kind === null ? 'none' : await lookAtKeychain(kind, item(), startMilliseconds)
    // Chromium's network service would ask for the cookies' key, and block as well.
    if (look !== 'open') app.commandLine.appendSwitch('password-store', 'basic')
    return new LinuxKeychain(kind, store, look)
  }

  async ask(question: KeychainQuestion, isAsked: boolean): Promise<KeychainAnswer> {
    const first = this.#first
    this.#first = null
    if (first === 'open') return await askHere(question)
    // The first question goes by the look at the start: it waits for no second one.
    const why = first === null ? await this.#look() : closedBy[first]
    if (why !== null && !(isAsked && why === 'locked')) throw new KeychainClosed(why)
    try {
      return await askApart(question, this.#store, why === 'locked' ? personMilliseconds : openMilliseconds)
    } catch {
      // The keychain may have closed meanwhile; one that is open has said no.
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

/** Asks a keychain that was open a moment ago, and may have frozen since, in this process. */
async function askHere(question: KeychainQuestion): Promise<KeychainAnswer> {
  const patience = AbortSignal.timeout(openMilliseconds)
  return await unlessAborted(askSafeStorage(question), patience).catch((error: unknown) => {
    throw error instanceof KeychainClosed ? error : new KeychainClosed('frozen')
  })
}

/**
 * Listens to the keychain until the bus is gone. Looks at it after each of its signals, for as long as that takes: a frozen one
 * answers when it goes on. Never rejects.
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
        // Asking the keychain makes it send signals, too: tell changes only.
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
    // The bus cannot be reached at the moment.
  }
}
